"""Sorting: stability, keys, reverse, mixed sizes, bad comparisons, mutation while sorting."""
words = "banana Apple cherry date Elder fig Grape".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
pairs = [(n % 3, n) for n in range(12)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: -p[0])[:4], sorted(pairs, key=lambda p: p[0], reverse=True)[:5])
numbers = [n * 7919 % 1009 for n in range(500)]
s = sorted(numbers)
print(all(a <= b for a, b in zip(s, s[1:])), s[:5], s[-5:], sorted(numbers, reverse=True) == s[::-1])
for shape in (range(100), range(100, 0, -1), [5] * 100, list(range(50)) * 2, [n % 10 for n in range(100)], list(range(64)) + [0]):
    l = list(shape)
    print(sorted(l) == sorted(l, key=lambda v: v), sorted(l)[:3], sorted(l)[-3:])
print(sorted([3.5, 1, 2.5, True, -1e10]), sorted([10 ** 30, -10 ** 30, 5]), sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([[2], [1, 5], [1]]), sorted("hello"), sorted({3: 1, 1: 2}), sorted([b"b", b"a"]))
l = [3, 1, 2]
print(l.sort(), l, l.sort(reverse=True), l, l.sort(key=lambda v: -v), l)
calls = []


def key(v):
    calls.append(v)
    return v


sorted([2, 1, 3], key=key)
print(calls)


class OnlyLess:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v

    def __repr__(self):
        return str(self.v)


print(sorted([OnlyLess(3), OnlyLess(1), OnlyLess(2)]), min(OnlyLess(3), OnlyLess(1)))


class Bad:
    def __lt__(self, other):
        raise ValueError("not today")


l = [Bad(), Bad()]
try:
    l.sort()
except ValueError as e:
    print(e, len(l))
l = [3, 2, 1]
try:
    l.sort(key=lambda v: l.append(v) or v)
except ValueError as e:
    print(e)
l = [3, 2, 1]
l.sort(key=lambda v: len(l))
print(l)
for wrong in ([1, "a"], [None, 1], [[1], 1], [1j, 2j], [{}, {}]):
    try:
        sorted(wrong)
    except TypeError as e:
        print(e)
nan = float("nan")
print(len(sorted([nan, 1, nan, 0])), sorted(range(5), key=lambda v: nan), sorted([], key=None), sorted(["b", "a"], key=None))
