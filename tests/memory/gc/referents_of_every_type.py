"""What gc.get_referents() lists of objects of many types, in order."""
import collections
import functools
import gc
import itertools
import types
import weakref


def function(a, b=1, *, c=2):
    "With a docstring."
    return lambda: a


def plain():
    pass


class Plain:
    x = 1

    def method(self):
        pass

    @property
    def value(self):
        pass


class Derived(Plain):
    def method(self):
        return super()


class Slots:
    __slots__ = ("a", "b")


class Texts(dict):
    pass


def numbers():
    held = [1]
    yield held


instance, slots = Plain(), Slots()
instance.y, instance.z = [1], "k"
slots.a, slots.b = [2], (3,)
texts = Texts(a=[1], b=2)
things = {
    "function": function,
    "closure": function(1),
    "instance": instance,
    "slots": slots,
    "bound method": instance.method,
    "list": [1, "a", None, [2]],
    "tuple": (1, [2]),
    "dict of str": {"k": 3, "l": [4]},
    "dict of any": {1: [2], "k": 3},
    "set": {1},
    "frozenset": frozenset([(2,)]),
    "dict subclass": texts,
    "cell": function(1).__closure__[0],
    "property": Plain.__dict__["value"],
    "list iterator": iter([1]),
    "tuple iterator": iter((1,)),
    "dict iterator": iter({1: 2}),
    "set iterator": iter({1}),
    "map": map(function, [1]),
    "filter": filter(function, [1]),
    "reversed": reversed([1]),
    "keys": {1: 2}.keys(),
    "slice": slice(1, [2], None),
    "exception": ValueError(1, [2]),
    "mappingproxy": types.MappingProxyType({1: 2}),
    "super": Derived().method(),
    "weak reference": weakref.ref(instance),
    "with a callback": weakref.ref(instance, plain),
    "proxy": weakref.proxy(instance, plain),
    "deque": collections.deque([1, [2]]),
    "defaultdict": collections.defaultdict(list, a=[1]),
    "Counter": collections.Counter("aab"),
    "chain": itertools.chain([1], [2]),
    "cycle": itertools.cycle([1]),
    "repeat": itertools.repeat([1]),
    "islice": itertools.islice([1], 1),
    "built-in method": [].append,
    "generic alias": list[int],
    "union": int | str,
    "namespace": types.SimpleNamespace(a=[1]),
    "callable iterator": iter(plain, None),
    "named tuple": collections.namedtuple("Pair", "a b")([1], 2),
    "product": itertools.product([1], [2]),
    "permutations": itertools.permutations([1, 2]),
    "takewhile": itertools.takewhile(function, [1]),
}
for name, thing in things.items():
    print(f"{name}: {gc.is_tracked(thing)} {[type(referent).__name__ for referent in gc.get_referents(thing)]}")
key = "a key that is a str"
by_text, by_any = {key: 1}, {key: 1, 2: 3}
print(by_text in gc.get_referrers(key), by_any in gc.get_referrers(key))
