"""range: membership, slicing, equality, huge ranges."""
for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 5), range(5, 0), range(0, -5, -1)):
    print(r, list(r), len(r), bool(r), r.start, r.stop, r.step, list(reversed(r)), 3 in r, sum(r), max(r, default=None))
r = range(0, 100, 7)
print(r[0], r[-1], r[2:5], r[::-1], list(r[::4]), r[-3:], r.index(49), r.count(49), r.count(50), 49 in r, 50 in r, 49.0 in r, "a" in r, r == range(0, 99, 7), r == list(r), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), range(0) == range(5, 5))
big = range(10 ** 30, 10 ** 30 + 10, 3)
print(big, list(big), len(big), big[-1], 10 ** 30 + 3 in big, big[1:3], big.index(10 ** 30 + 6), len(range(2 ** 62)), range(2 ** 70)[2 ** 69], range(2 ** 100)[-1])
print(range(True), range(3) is range(3), isinstance(range(3), list), repr(range(1, 2, 3)), {range(3): 1}[range(3)], [*range(2), *range(2)], list(zip(range(3), range(10, 7, -1))), tuple(range(3)))
it = iter(range(3))
print(next(it), list(it), next(it, "done"), iter(range(3)).__length_hint__())


class I:
    def __index__(self):
        return 4


print(list(range(I())), range(I(), 10, 2), range(10)[I()])
for wrong in ("range()", "range(1, 2, 0)", "range(1.5)", "range('a')", "range(1, 2, 3, 4)", "range(3)[5]", "range(3)[-4]", "range(3)['a']", "range(3).index(7)", "range(3)[::0]", "len(range(2 ** 100))", "range(3) + range(3)", "range(3) < range(4)", "range(stop=3)", "range(None)"):
    try:
        eval(wrong)
    except (TypeError, ValueError, IndexError, OverflowError) as e:
        print(wrong, type(e).__name__, e)
try:
    range(3).start = 1
except AttributeError as e:
    print(e)
for i in range(3):
    for i in range(2):
        pass
    print(i, end=" ")
print()
