"""collections.abc: what counts as what, and the methods that come for free."""
from collections.abc import *
from collections.abc import Callable, Iterable, Mapping, MutableMapping, MutableSequence, MutableSet, Sequence, Set

samples = [[], (), {}, set(), frozenset(), "", b"", bytearray(), range(3), 3, len, iter([]), (n for n in ()), {}.keys(), {}.values(), {}.items(), memoryview(b""), None, object]
for abc in (Hashable, Iterable, Iterator, Generator, Reversible, Sized, Container, Callable, Collection, Set, MutableSet, Mapping, MutableMapping, Sequence, MutableSequence, ByteString):
    print(abc.__name__, "".join(".x"[isinstance(sample, abc)] for sample in samples))


class Squares(Sequence):
    def __len__(self):
        return 5

    def __getitem__(self, index):
        if not -5 <= index < 5:
            raise IndexError(index)
        return (index % 5) ** 2


s = Squares()
print(list(s), 9 in s, 10 in s, s.index(16), s.count(4), list(reversed(s)), isinstance(s, Iterable))


class Lower(MutableMapping):
    def __init__(self):
        self.data = {}

    def __getitem__(self, key):
        return self.data[key.lower()]

    def __setitem__(self, key, value):
        self.data[key.lower()] = value

    def __delitem__(self, key):
        del self.data[key.lower()]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


m = Lower()
m["A"] = 1
m.update(B=2, c=3)
print(dict(m), "b" in m, m.get("X"), m.pop("C"), m.setdefault("d", 4), list(m.items()), m == {"a": 1, "b": 2, "d": 4}, m.popitem(), len(m.keys()), m.keys() & {"a"})


class Bag(MutableSet):
    def __init__(self, items=()):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, item):
        if item not in self.items:
            self.items.append(item)

    def discard(self, item):
        if item in self.items:
            self.items.remove(item)


b = Bag("abc")
b |= {"d"}
b -= Bag("a")
print(sorted(b), b <= Bag("bcde"), sorted(b & set("cx")), b.isdisjoint("xyz"), b == Bag("dcb"), sorted(b ^ Bag("bz")))
try:
    b.remove("q")
except KeyError as e:
    print(repr(e))
for name in ("Sequence", "Mapping"):
    try:
        globals()[name]()
    except TypeError as e:
        print(e)
print(Callable[[int, str], bool], Iterable[int], Callable[..., int], issubclass(dict, Mapping))
