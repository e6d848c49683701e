"""set and frozenset: methods, operators, comparison, order of small integers."""
s = {3, 1, 2, 3}
print(s, len(s), 1 in s, set(), set([1, 1]), set("a"), frozenset([2, 1]), frozenset(), {1, 1.0, True}, bool(set()))
s.add(4)
s.add(1)
s.discard(99)
s.discard(1)
s.remove(2)
print(s, s.copy() == s, s.copy() is s)
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, b - a, a.union(b, [9]), a.intersection(b, [3]), a.difference([1], [2]), a.symmetric_difference(b))
print(a < b, a <= a, a < a, {1, 2} < a, a > {1}, a >= b, a == {4, 3, 2, 1}, a != b, a == frozenset(a), a.issubset(range(9)), a.issuperset([1]), a.isdisjoint({9}), a == [1, 2, 3, 4])
c = a.copy()
c |= {10}
c &= {1, 2, 10}
c -= {2}
c ^= {1, 7}
print(sorted(c))
c.update([1], "x" if False else [2])
c.intersection_update([1, 2, 10])
c.difference_update([10])
c.symmetric_difference_update([2, 3])
print(sorted(c), c.pop() in (1, 3), len(c))
c.clear()
print(c, {x % 3 for x in range(10)}, [*{5}], sorted({"b", "a"}), max({1, 5}), sum({1, 2}), frozenset([1]) | {2}, {2} | frozenset([1]))
print(type(frozenset([1]) | {2}).__name__, type({2} | frozenset()).__name__, hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): "k"}[frozenset([1])], {1} in [{1}], frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])})
print(set(range(20)), {100, 5, 33, 64, 1}, {-1, -2, 0}, {8, 16, 24, 0, 1}, set(range(0, 100, 7)), frozenset(range(5)))
f = frozenset("a")
print(frozenset(f) is f, f.copy() is f, repr(set()), repr(frozenset()), str({(1, 2)}))
for wrong in ("{1}.remove(2)", "set().pop()", "{[]}", "{1} | [2]", "{1} + {2}", "set(5)", "{1} < [1]", "{1}.union(5)", "hash(set())", "{{}}", "frozenset([1]).add(2)", "set(1, 2)", "{1}.add()", "{1} - 5"):
    try:
        eval(wrong)
    except (KeyError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
for change in ("s.add(9)", "s.clear()"):
    s = {1, 2}
    try:
        for x in s:
            exec(change)
    except RuntimeError as e:
        print(e)
s = {1, 2, 3}
for x in list(s):
    s.remove(x)
print(s)
