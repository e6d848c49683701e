# Debian: python3-sortedcontainers
from sortedcontainers import SortedDict, SortedKeyList, SortedList, SortedSet

values = SortedList([3, 1, 2] * 3)
values.add(2)
values.discard(3)
print(values, values.bisect(2), values.count(2), list(values.irange(1, 2)), values[-1], SortedKeyList(["bb", "a", "ccc"], key=len))
mapping = SortedDict(b=1, a=2, c=3)
print(mapping, mapping.peekitem(0), list(mapping.irange("b")), mapping.popitem(), mapping.index("b"), SortedSet("hello") | SortedSet("world"))
big = SortedList(range(5000))
big.update(range(2500, 7500))
big._check()
print(len(big), big[6000], big.index(4000))
