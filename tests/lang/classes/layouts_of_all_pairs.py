"""Which classes may be assigned to __class__ of which objects, and of which classes may __new__ make instances: all pairs. The objects work afterwards."""
import collections
import types
import weakref


class A: pass
class A2: pass
class A3(A): pass
class A4(A): __slots__ = ("q",)
class S1: __slots__ = ("x",)
class S2: __slots__ = ("x",)
class S3: __slots__ = ("y",)
class S4: __slots__ = ("x", "__dict__")
class S5: __slots__ = ("x", "__weakref__")
class S6: __slots__ = ()
class S7: __slots__ = ("x", "y")
class S8: __slots__ = ("y", "x")
class S1a(S1): __slots__ = ()
class S1b(S1): __slots__ = ("z",)
class S1c(S1): pass
class L(list): pass
class L2(list): pass
class L3(list): __slots__ = ()
class L4(list): __slots__ = ("x",)
class D(dict): pass
class I(int): pass
class I0(int): __slots__ = ()
class T(tuple): pass
class T0(tuple): __slots__ = ()
class St(str): pass
class F(float): pass
class E(Exception): pass
class E2(ValueError): pass
class OE(OSError): pass
class M(type): pass
class M2(type): pass
class W(weakref.ref): pass
class Se(set): pass
class Dq(collections.deque): pass
class DD(collections.defaultdict): pass
class P(property): pass


Pair = collections.namedtuple("Pair", "a b")
target = A()
arguments = {M: ("m", (), {}), M2: ("m", (), {}), type: ("m", (), {}), W: (target,), weakref.ref: (target,), Pair: (1, 2)}
classes = [A, A2, A3, A4, S1, S2, S3, S4, S5, S6, S7, S8, S1a, S1b, S1c, L, L2, L3, L4, D, I, I0, T, T0, St, F, E, E2, OE, M, M2, W, Se, Dq, DD, P, Pair,
           list, dict, int, tuple, str, bytes, bytearray, float, complex, bool, set, frozenset, object, type, property, Exception, ValueError, OSError,
           BaseException, LookupError, collections.deque, weakref.ref, types.SimpleNamespace]


def use(thing):
    try:
        repr(thing), hash(thing)
        thing.some_attribute = 1
        del thing.some_attribute
        thing.__dict__
    except Exception:
        pass


def may_become(maker):
    for other in classes:
        thing = maker(*arguments.get(maker, ()))
        try:
            thing.__class__ = other
        except TypeError:
            continue
        use(thing)
        yield type(thing).__name__


def may_make(maker):
    for other in classes:
        try:
            use(maker.__new__(other))
        except TypeError:
            continue
        yield other.__name__


for maker in classes:
    print(f"{maker.__name__} may become {list(may_become(maker))}, its __new__ may make {list(may_make(maker))}")


def attempt(maker, *arguments):
    try:
        print(maker.__new__(*arguments))
    except TypeError as error:
        print(error)


class OwnNew(list):
    def __new__(cls):
        return list.__new__(cls)


class OwnNew2(OwnNew):
    pass


for case in ((int, bool, 0), (object, int), (object, L), (object, OwnNew), (object, OwnNew2), (tuple, list), (int,), (int, 3), (object, type), (object, M),
             (BaseException, OSError, 1), (BaseException, OE, 1), (object, type(None)), (object, type(use)), (dict, Dq), (int, I, 3), (list, OwnNew2)):
    attempt(*case)
for other in (L, int, 3):
    try:
        A().__class__ = other
    except TypeError as error:
        print(error)
