"""sys.getsizeof and __sizeof__ of every built-in type: CPython's figures."""
import collections
import functools
import gc
import itertools
import sys
import types
import weakref


def closure(a, b=1):
    def inner():
        return a
    return inner


def generator():
    x = 1
    yield x
    y = 2


class Plain:
    pass


class Slots:
    __slots__ = ("a", "b")


class EmptySlots:
    __slots__ = ()


class SlotsAndDict:
    __slots__ = ("a", "__dict__")


class SlotsAndWeakref:
    __slots__ = ("a", "__weakref__")


class MoreSlots(Slots):
    __slots__ = ("c",)


class Int(int):
    pass


class SlimInt(int):
    __slots__ = ()


class Str(str):
    pass


class Bytes(bytes):
    pass


class Float(float):
    pass


class List(list):
    pass


class Dict(dict):
    pass


class Tuple(tuple):
    pass


class Set(set):
    pass


class Error(Exception):
    pass


class Meta(type):
    pass


class OfMeta(metaclass=Meta):
    pass


Point = collections.namedtuple("Point", "x y")
plain = Plain()
plain.x = 1
caught = None
try:
    1 / 0
except ZeroDivisionError as error:
    caught = error.__traceback__

EXPRESSIONS = r"""
0; 1; -1; 2**30 - 1; 2**30; 2**60 - 1; 2**60; -2**90; 2**1000; 10**100; True; False
None; ...; NotImplemented; 1.5; 1j
''; 'a'; 'abc'; '\xe9'; '\xe9' * 5; '\u0100'; '\u0100abc'; '\U0001f600'; '\U0001f600ab'; 'a' * 1000
b''; b'a'; b'a' * 100; bytearray(); bytearray(b'a'); bytearray(100); memoryview(b'abc')
[]; [1]; [1, 2, 3]; [0] * 10; list(range(10)); list('abc'); [x for x in range(10)]; sorted((1, 2, 3)); [1, 2] + [3]
'a b'.split(); 'a b c d e f g h i j k l m n'.split(); 'a b c'.split(' ', 1); b'a b'.split(); 'a,b'.rsplit(',')
(); (1,); (1, 2, 3); tuple(range(10)); Point(1, 2); Point
{}; {1: 2}; {'a': 1}; {'a': 1, 2: 3}; dict(a=1); {i: i for i in range(1000)}; {str(i): i for i in range(1000)}
set(); {1}; set(range(5)); set(range(100)); frozenset(); frozenset((1, 2)); frozenset(range(20))
range(1); range(10**30); slice(1); slice(1, 2, 3)
closure; lambda: 1; closure(1); generator; generator(); caught; closure(1).__closure__[0]; types.CellType()
len; [].append; 'a'.join; str.join; object.__init__; (1).__add__; int.__add__; dict.__dict__['fromkeys']
plain.__init__; closure.__get__(plain); Slots.a; Plain.__dict__['__dict__']; int.__dict__['real']; Plain.__dict__
Plain; Plain(); plain; Slots; Slots(); EmptySlots; EmptySlots(); SlotsAndDict(); SlotsAndWeakref(); MoreSlots()
Int; Int(1); Int(2**100); SlimInt(3); Str(); Str('abc'); Str('\u0100'); Bytes(b'abc'); Float(1.0)
List(); List([1, 2]); Dict(); Dict(a=1); Tuple(); Tuple((1, 2)); Set(); Meta; OfMeta; OfMeta()
Exception(); ValueError(1); Error(); OSError(1, 'a'); KeyError(1); StopIteration(1); SyntaxError('x'); SystemExit(1)
ImportError('x'); NameError('x'); AttributeError('x'); UnicodeDecodeError('a', b'b', 0, 1, 'c'); MemoryError()
type; object; int; dict; str; object(); sys; types.ModuleType('x'); sys.flags; sys.version_info
iter([]); iter(()); iter(''); iter('\u0100'); iter({}); iter({}.values()); iter({}.items()); iter(set()); iter(range(3))
iter(range(10**30)); iter(b''); iter(bytearray()); iter(len, 1); reversed([]); reversed({}); reversed(())
enumerate([]); zip(); zip([1], [2]); map(len, []); filter(None, []); {}.keys(); {}.values(); {}.items()
property(); property(len); classmethod(len); staticmethod(len); super(Plain, plain)
weakref.ref(plain); weakref.ref(Plain, print); weakref.proxy(plain); weakref.WeakSet(); weakref.WeakValueDictionary()
collections.deque(); collections.deque(range(100)); collections.defaultdict(); collections.defaultdict(int, a=1)
collections.Counter(); collections.Counter('abc'); collections.ChainMap(); collections.UserDict()
functools.partial(len); functools.lru_cache(len); functools.cmp_to_key(len); functools.partial
itertools.count(); itertools.cycle([]); itertools.repeat(1); itertools.chain(); itertools.islice([], 1)
itertools.accumulate([]); itertools.product(); itertools.product([1], [2]); itertools.permutations([1, 2, 3])
itertools.combinations([1, 2, 3], 2); itertools.groupby([]); itertools.takewhile(len, []); itertools.starmap(len, [])
itertools.compress([], []); itertools.filterfalse(len, []); itertools.zip_longest(); itertools.pairwise([])
itertools.tee([])[0]; types.SimpleNamespace(); types.MappingProxyType({}); list[int]; int | str; sys.implementation
"""

for line in EXPRESSIONS.strip().splitlines():
    for text in line.split("; "):
        value = eval(text)
        size = type(value).__sizeof__(value)
        print(f"{text:60}", sys.getsizeof(value), size, sys.getsizeof(value) - size)

for kind in (object, int, str, bytes, list, tuple, dict, type, type(closure), Plain, Slots, EmptySlots, SlotsAndDict, Int, Tuple, Meta, Point):
    print(kind.__name__, kind.__basicsize__, kind.__itemsize__)
