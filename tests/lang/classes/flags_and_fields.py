# type.__flags__ has CPython's bits; fields of built-in types that cannot be written are member descriptors, as __slots__ are.
import abc
import collections.abc
import functools
import inspect
import itertools
import pickle
import types
import typing


class Plain:
    pass


class Slotted:
    __slots__ = "a"


class Abstract(abc.ABC):
    @abc.abstractmethod
    def f(self):
        pass


class Whole(Abstract):
    def f(self):
        pass


class Integer(int):
    pass


VARIABLE = 1 << 11 | 1 << 19 | 1 << 22  # vector calls, caches of versions, match: these differ
for t in (object, int, bool, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, type, BaseException, range, slice,
          type(None), type(lambda: 0), type(print), property, super, zip, reversed, collections.deque, collections.OrderedDict,
          functools.partial, itertools.count, Plain, Slotted, Abstract, Whole, Integer, collections.abc.Mapping):
    print(t, hex(t.__flags__ & ~VARIABLE), inspect.isabstract(t))
for protocol in range(6):
    print(type(pickle.loads(pickle.dumps(Plain(), protocol))), type(pickle.loads(pickle.dumps(Integer(3), protocol))))
print(type(Slotted.a), types.MemberDescriptorType, types.FunctionType.__globals__, types.FunctionType.__code__)
print(inspect.signature(Plain), object.__text_signature__, Plain.__text_signature__)
try:
    types.FunctionType.__globals__.__get__(3)
except TypeError as error:
    print(error)
try:
    Plain.__init_subclass__ = Plain.f = lambda: 0
    Plain.f.__globals__ = {}
except AttributeError as error:
    print(error)
P, T = typing.ParamSpec("P"), typing.TypeVar("T")
print(list[typing.Callable[P, T]][[int, str], float], list[typing.Callable[typing.Concatenate[int, P], T]][[], float])
