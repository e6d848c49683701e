"""Sorting keys whose first bits decide, keys where they do not, and keys that cannot be compared."""
import math


def check(items, **options):
    expected = list(items)
    # insertion sort: the plainest stable order
    key = options.get("key") or (lambda v: v)
    out = []
    for v in (reversed(expected) if options.get("reverse") else expected):
        at = len(out)
        while at and key(v) < key(out[at - 1]):
            at -= 1
        out.insert(at, v)
    if options.get("reverse"):
        out.reverse()
    got = sorted(items, **options)
    assert len(got) == len(out) and all(a is b for a, b in zip(got, out)), (got, out)
    return got


ints = [5, -1, 2**62, -(2**63), 2**63 - 1, 0, 255, -255, 1 << 40, 3, 5, -1]
big = ints + [2**63, -(2**63) - 1, 10**30]
floats = [0.5, -0.0, 0.0, -1e308, 1e308, 5e-324, -5e-324, math.inf, -math.inf, 1.0, -1.0, 2.5, 0.0, -0.0]
texts = ["b", "a", "", "abcdefgh", "abcdefghi", "abcdefgh\0", "a\0", "a\0b", "\x7f", "\x80", "ÿ", "abcdefgg", "abcdefghz", "a"]
wide = texts + ["日本", "日", "\U0001f600", "é", "e"]
pairs = [(1, "b"), (1, "a"), (0, "z"), (), (1,), (2**62, 0), (-1, None), (0, "y"), (1, "a", 3)]
mixed = [1, 2.5, True, False, -3, 0.0, 2**70, -0.0]

for items in (ints, big, floats, texts, wide, mixed, [(v, i) for i, v in enumerate(ints)], [(v,) for v in floats], [(v, 1) for v in wide], pairs):
    print(check(items))
    print(check(items, reverse=True))
    print(check(items[::-1]))
    check(items * 7)
    check(items * 7, reverse=True)

print(check(texts, key=len), check(texts, key=len, reverse=True))
print(check(ints, key=lambda v: -v), check(ints, key=str), check(ints, key=lambda v: v % 3))
print(check(list(range(100)), key=lambda v: v // 10) == list(range(100)))
print(check([((v * 7919) % 1000, v % 3) for v in range(300)])[:5])
print(check([str(v * 7919 % 1000) for v in range(300)])[:8])
print(check([1.5 * (v * 7919 % 1000) for v in range(300)])[:5])
print(check(list(range(500)) + list(range(250)))[:6], check(list(range(500, 0, -1)))[:3])

nan = float("nan")
print(len(sorted([1.0, nan, 0.5, nan, 2.0])), sorted([nan])[0] is nan)

for broken in ([1, "a", 2], [(1, "a"), (1, 2)], [None, None], [1j, 2j], ["a", b"a"], [(1,), [1]]):
    try:
        print(sorted(broken))
    except TypeError as e:
        print(e)
    copy = list(broken)
    try:
        copy.sort()
    except TypeError:
        print(len(copy), all(any(a is b for b in broken) for a in copy))


class Fussy:
    left = 30

    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        Fussy.left -= 1
        if not Fussy.left:
            raise ValueError("enough")
        return self.v < other.v


items = [Fussy(v * 31 % 17) for v in range(60)]
before = set(map(id, items))
try:
    items.sort()
except ValueError as e:
    print(e, len(items), set(map(id, items)) == before)


class Meddler:
    def __lt__(self, other):
        meddled.append(1)
        return False


meddled = [Meddler(), Meddler(), Meddler()]
try:
    meddled.sort()
except ValueError as e:
    print(e, len(meddled))
meddled = [(1, Meddler()), (1, Meddler())]
try:
    meddled.sort()
except ValueError as e:
    print(e, len(meddled))
