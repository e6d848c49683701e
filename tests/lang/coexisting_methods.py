# Special methods that are methods, not slot wrappers: list.__getitem__, dict.__getitem__, dict.__contains__, set.__contains__ and their like. They stand for the operator all the same.
import collections

BUILT_IN = (object, type, int, bool, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, memoryview, property, staticmethod, classmethod, super,
            zip, map, filter, enumerate, reversed, collections.OrderedDict, collections.defaultdict, collections.deque, type({}.keys()), type({}.values()), type({}.items()),
            type(iter([])), type(iter(())), type(iter("")), type(iter({})), type(iter(set())), type(iter(range(0))), type((x for x in ())))
NAMES = ("__getitem__", "__setitem__", "__delitem__", "__contains__", "__len__", "__iter__", "__next__", "__repr__", "__eq__", "__add__")
for cls in BUILT_IN:
    print(cls.__name__, [name for name in NAMES if type(vars(cls).get(name)).__name__ == "method_descriptor"])

d, o = {1: 2}, [5, 6]
for method in (list.__getitem__, dict.__getitem__, dict.__contains__, set.__contains__, frozenset.__contains__, o.__getitem__, d.__getitem__, d.__contains__, {1}.__contains__):
    print(type(method).__name__, method.__name__, method.__qualname__, getattr(method, "__objclass__", None))


class Items(list):
    pass


class Own(list):
    def __getitem__(self, key):
        return ("own", super().__getitem__(key), list.__getitem__(self, key))


class Numbers(dict):
    __contains__ = dict.__contains__

    def __missing__(self, key):
        return ("missing", key)


class Aside(dict):
    __getitem__ = dict.__contains__  # another method than the operator's own
    __contains__ = dict.__getitem__


class Names(set):
    def __contains__(self, item):
        return super().__contains__(item) or item == "all"


class Foreign:
    __getitem__ = list.__getitem__
    __contains__ = set.__contains__


def attempt(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


for act in (
    lambda: list.__getitem__(o, 0, 1), lambda: list.__getitem__(o), lambda: o.__getitem__(), lambda: o.__getitem__(key=1), lambda: list.__getitem__(), lambda: list.__getitem__(1, 2),
    lambda: list.__getitem__(o, slice(1)), lambda: o.__getitem__(5), lambda: o.__getitem__("a"), lambda: dict.__contains__(d), lambda: dict.__contains__(d, []), lambda: d.__getitem__(9),
    lambda: set.__contains__({frozenset()}, set()), lambda: frozenset.__contains__(frozenset(), 1, 2), lambda: {1}.__contains__(1), lambda: set.__contains__([], 1),
    lambda: Items(o)[1], lambda: Items(o).__getitem__(0), lambda: Own(o)[1], lambda: Numbers(d)[7], lambda: Numbers(d).__getitem__(8), lambda: 1 in Numbers(d), lambda: dict.__getitem__(Numbers(d), 9),
    lambda: Aside(d)[1], lambda: 1 in Aside(d), lambda: Aside(d)[5], lambda: ("all" in Names(), 1 in Names([1]), 2 in Names([1])), lambda: Foreign()[0], lambda: 1 in Foreign(),
    lambda: collections.defaultdict(int, d)[5], lambda: 5 in collections.OrderedDict(d), lambda: list(map(o.__getitem__, (1, 0))), lambda: sorted(d, key=d.__getitem__),
    lambda: Items.__getitem__ is list.__getitem__, lambda: o.__getitem__ == o.__getitem__, lambda: o.__getitem__.__self__ is o,
):
    attempt(act)
Items.__getitem__ = lambda self, key: ("patched", key)
print(Items(o)[1])
del Items.__getitem__
print(Items(o)[1])
