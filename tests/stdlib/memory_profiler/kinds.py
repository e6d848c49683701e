"""memory_profiler: kinds of functions: methods, inner functions, recursion, generators, coroutines, functions left by an exception."""
from memory_profiler import LineProfiler, profile, show_results

from _tables import MIB, Tables

show = profile(stream=Tables())


class Thing:
    @show
    def grow(self):
        self.data = bytes(3 * MIB)

    @staticmethod
    @show
    def still():
        return bytes(MIB)

    @show
    @classmethod
    def of_class(cls):
        cls.data = bytes(2 * MIB)
        return cls.__name__


print("--- methods")
thing = Thing()
thing.grow()
print(len(thing.still()), thing.of_class())


@show
def outer():
    def inner():
        return bytes(MIB)

    a = inner()
    b = other()
    c = [inner() for _ in range(2)]
    return len(a + b)


@show
def other():
    return bytes(3 * MIB)


print("--- inner functions, and one with a table of its own")
print(outer())


def recursive(n):
    mine = bytes(MIB)
    if n:
        recursive(n - 1)
    return n


print("--- recursion: what a call had is given back in the line of its caller")
profiler = LineProfiler()
profiler(recursive)(3)
show_results(profiler, Tables())


@show
def generate(n):
    for i in range(n):
        kept = bytes(MIB)
        yield i
    return "end"


print("--- generators: what happens outside is not theirs")
outside = []
for number in generate(3):
    outside.append(bytes(10 * MIB))
print(list(generate(2)))
left = generate(5)
print(next(left))
del left


@show
def delegate():
    a = bytes(MIB)
    got = yield from generate_plain()
    b = bytes(2 * MIB)
    return got


def generate_plain():
    there = bytes(5 * MIB)
    yield 1
    there = None
    yield 2
    return bytes(7 * MIB)


print(list(delegate()), [n for n in delegate()])


class Pause:
    def __await__(self):
        held = bytes(4 * MIB)
        got = yield "pausing"
        return got


@show
async def coroutine():
    a = bytes(MIB)
    got = await Pause()
    return got


print("--- coroutines")
running = coroutine()
print(running.send(None))
noise = bytes(50 * MIB)
try:
    running.send("go on")
except StopIteration as end:
    print(end.value)


@show
def fails(n):
    a = bytes(MIB)
    try:
        raises(2)
    except ValueError as problem:
        b = bytes(MIB)
    finally:
        c = bytes(MIB)
    with Manager() as manager:
        d = bytes(MIB)
    raise KeyError(n)


def raises(n):
    lost = bytes(n * MIB)
    raise ValueError(n)


class Manager:
    def __enter__(self):
        self.held = bytes(6 * MIB)
        return self

    def __exit__(self, *exception):
        self.held = None


print("--- exceptions")
try:
    fails(5)
except KeyError as problem:
    print(repr(problem))


def sort_key(n):
    if n == 3:
        raise RuntimeError
    return bytes(n * MIB)


print("--- called by C code, left by an exception, called again")
profiler = LineProfiler()
key = profiler(sort_key)
for numbers in ([1, 2], [2, 3], [1]):
    try:
        print(len(sorted(numbers, key=key)))
    except RuntimeError:
        print("raised")
show_results(profiler, Tables())
try:
    @profile
    async def numbers():
        yield 1
except TypeError as problem:
    print(str(problem)[:66])
