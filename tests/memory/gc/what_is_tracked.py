# Which objects the collector knows, and for which items a tuple or dict need not be known.
import collections, functools, gc, itertools, operator, random, sys, time, types, weakref
gc.disable()
class A: pass
class S: __slots__ = ()
class WithSlot: __slots__ = ("a",)
def f(): yield
values = [object(), A(), S(), WithSlot(), 1, "x", 2**100, b"", 1.5, 2j, None, ..., f, f.__code__, f(), (), (1,), [], {}, set(), frozenset(),
    slice(1), range(3), len, [].append, (1).__add__, A().__init__, property(), classmethod(f), staticmethod(f), iter([]), iter(()), iter({}),
    iter(""), iter(range(2)), iter({1}), enumerate([]), zip(), map(f, []), filter(f, []), reversed([]), memoryview(b"x"), bytearray(),
    ValueError(), sys._getframe(), types, types.SimpleNamespace(), types.MappingProxyType({}), {}.keys(), super(A, A()), list[int],
    int | str, types.CellType(1), A, weakref.ref(A), collections.deque(), functools.partial(f), itertools.count(), itertools.chain(),
    collections.defaultdict(), random.Random(), sys.flags, time.localtime(), itertools.tee([])[0], itertools.islice([], 1),
    itertools.repeat(1), itertools.groupby([])]
for value in values:
    t = (value,)
    d = {1: value}
    before = gc.is_tracked(value), gc.is_tracked(d)
    gc.collect()
    print(type(value).__name__, before, gc.is_tracked(value), gc.is_tracked(t), gc.is_tracked(d))

# What is made of these counts as an allocation of a container, or does not.
def counted(make, n=100):
    kept = [None] * n
    before = gc.get_count()[0]
    for i in range(n): kept[i] = make()
    return gc.get_count()[0] - before
counted(A)
print([counted(make) for make in (A, object, S, WithSlot, bytearray, lambda: (1,), lambda: "a".join)])

# A frame is known when it has ended.
def running():
    frame = sys._getframe()
    return any(o is frame for o in gc.get_objects()), gc.is_tracked(frame), frame
a = running()
print(a[:2], gc.is_tracked(a[2]), any(o is a[2] for o in gc.get_objects()), any(type(o) is types.FrameType and o is sys._getframe() for o in gc.get_objects()))
def generator():
    yield sys._getframe()
    yield
g = generator()
frame = next(g)
print(gc.is_tracked(frame), gc.is_tracked(g.gi_frame))
list(g)
print(gc.is_tracked(frame))
del frame

# tuple() puts the items straight into the tuple, which the collector knows.
k = object()
def names():
    yield k
    yield [type(o).__name__ for o in gc.get_referrers(k)]
print(tuple(names())[1:])
def grows(n):
    marker = object()
    yield marker
    for i in range(n): yield [len(o) for o in gc.get_referrers(marker) if type(o) is tuple]
print(tuple(grows(30))[1:])
kept = []
def taken(n):
    marker = object()
    yield marker
    kept.extend(o for o in gc.get_referrers(marker) if type(o) is tuple)
    for i in range(n): yield i
try: tuple(taken(30))
except SystemError as error: print("SystemError")
kept.clear()
print(tuple(x for x in range(25)), tuple(set()), tuple({1: 2}), tuple("ab"), tuple(range(3)), tuple(iter([])), tuple(x for x in ()))
def fails():
    yield from range(20)
    raise KeyError("on the way")
try: tuple(fails())
except KeyError as error: print(error)

# Iterators that give tuples keep the last one, and give it again if nobody has it.
for make in (lambda: zip([1, 3], [2, 4]), lambda: enumerate([1, 2]), lambda: iter({1: 2, 3: 4}.items()), lambda: itertools.zip_longest([1, 3], [2]),
             lambda: itertools.product([1, 2], [3]), lambda: itertools.combinations([1, 2, 3], 2), lambda: itertools.permutations([1, 2], 2),
             lambda: itertools.combinations_with_replacement([1, 2], 2)):
    z = make()
    start = [type(o).__name__ for o in gc.get_referents(z)]
    first = next(z)
    print(type(z).__name__, start, sys.getrefcount(first), [type(o).__name__ for o in gc.get_referents(z)], first, end=" ")
    second = next(z)
    print(first is second, sys.getrefcount(first), second, end=" ")
    del first, second
    z = make()
    first = id(next(z))
    print(first == id(next(z)), list(make()))

# The youngest referrers come first: the module's dict, older than what the program made, is the last.
class Held: pass
held = Held()
older = [held]
gc.collect(0)
younger = [held], (held,)
print([type(o).__name__ for o in gc.get_referrers(held)], gc.get_referrers(held)[0] is younger[0])
