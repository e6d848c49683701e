"""Every method of list, with its edge cases."""
x = [3, 1, 2]
x.append(4)
x.extend([5, 6])
x.extend("ab")
x.insert(0, "first")
x.insert(-1, "before last")
x.insert(100, "end")
x.insert(-100, "start")
print(x)
print(x.pop(), x.pop(0), x.pop(-2), x)
x.remove("b")
print(x, x.index(1), x.index(5, 2), x.count(1), x.count("z"))
x.reverse()
print(x)
y = x.copy()
y.clear()
print(x, y, x.copy() == x, x.copy() is x)
for wrong in ("[].pop()", "[1].pop(5)", "[1].remove(2)", "[1].index(2)", "[1, 2].index(1, 1)", "[1].insert('a', 1)", "[].extend(5)", "[1].pop('a')", "[3, 'a'].sort()", "[1].append()", "[1, 2].sort(len)", "[1].sort(key=5)", "list(5)", "list(1, 2)", "[1] + 'a'", "[1] * 'a'", "[1] < 5"):
    try:
        eval(wrong)
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
print([1, 2] + [3], [1] * 3, 2 * [1, 2], [1] * 0, [1] * -1, [] + [], [[]] * 2)
print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 99], [1, [2]] == [1, [2]], [1] == (1,), [1] != [1.0])
print(list("abc"), list(range(3)), list({"a": 1}), list((1, 2)), list(), list([]), list(x * 2 for x in range(3)), [*range(3)])
print(1 in [1, 2], 1.0 in [1], "a" not in ["ab"], None in [], [1] in [[1]])
print(len([]), bool([]), bool([0]), repr([]), str([1, "a", None, [2.5]]), [1, 2, 3].__contains__(2))
recursive = [1]
recursive.append(recursive)
print(recursive, len(recursive), recursive[1][1][0])
recursive.pop()
a = [1, 2, 3]
b = a
b += [4]
a = a + [5]
print(a, b, sum([[1], [2]], []), min([3, 1]), max([[1, 2], [1, 3]]), any([]), all([]), sorted([3, 1], reverse=True))
print(list(reversed([1, 2, 3])), list(enumerate("ab")), list(zip([1, 2], "ab")), list(map(str, [1, 2])), list(filter(None, [0, 1, "", "a"])))
