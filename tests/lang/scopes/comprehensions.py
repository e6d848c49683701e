"""A comprehension has its own scope; its first iterable is evaluated outside."""
x = "outer"
print([x for x in range(3)], x)
print({x: y for x, y in zip("ab", range(2))}, x)
print([(a, b) for a in range(3) for b in range(a) if (a + b) % 2], [[j for j in range(i)] for i in range(3)])
print([y := 5, y ** 2], y)
print([last := n for n in range(4)], last)
print(any((found := n) > 2 for n in range(10)), found)


def f(limit):
    return [n + limit for n in range(limit)]


print(f(3))


class C:
    size = 3
    ok = [i for i in range(size)]
    try:
        bad = [size for i in range(2)]
    except NameError as e:
        bad = str(e)


print(C.ok, C.bad)
fs = [lambda: i for i in range(3)]
print([g() for g in fs], [g() for g in [lambda n=n: n for n in range(3)]])
print({n % 3 for n in range(10)} == {0, 1, 2}, sorted({len(w) for w in "a bb cc".split()}))
print(list(a + b for a, b in [(1, 2), (3, 4)]), [*{k: 1 for k in "xy"}], [a for a, *_ in [(1, 2, 3)]])
print([i if i % 2 else -i for i in range(5)], [n for n in range(20) if n % 2 if n % 3])


def iterable():
    print("the iterable is evaluated at once")
    return [1]


lazy = (1 / 0 for _ in iterable())
print("but the body only later")
try:
    next(lazy)
except ZeroDivisionError as e:
    print(e)
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [cell for row in matrix for cell in row])
