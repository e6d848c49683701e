"""Generators: laziness, state, exhaustion, return values, and what the object shows."""


def count(n):
    print("started")
    for i in range(n):
        print("yielding", i)
        yield i
    print("finished")
    return "the result"


g = count(2)
print("created", type(g).__name__, g.__name__)
print(next(g))
print(next(g))
try:
    next(g)
except StopIteration as stop:
    print("stopped with", stop.value)
try:
    next(g)
except StopIteration as stop:
    print("again with", stop.value)
print(list(g), next(g, "default"))
print(list(count(1)), iter(g) is g)


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fibonacci()
print([next(f) for _ in range(10)])
for n in f:
    if n > 500:
        print(n)
        break
print(next(f))


def nothing():
    return
    yield


print(list(nothing()), [x for x in nothing()])
squares = (n * n for n in range(5))
print(next(squares), sum(squares), list(squares), squares.__name__)


def tree(t):
    if t:
        left, value, right = t
        yield from tree(left)
        yield value
        yield from tree(right)


print(list(tree((((), 1, ()), 2, ((), 3, ())))))


def locals_survive():
    x = 1
    y = yield x
    z = yield x + 1
    yield (x, y, z)


g = locals_survive()
print(next(g), next(g), next(g))
print(g.gi_running, g.gi_frame is not None, g.gi_yieldfrom)
g.close()
print(g.gi_frame)


class Iterable:
    def __iter__(self):
        for i in range(3):
            yield i


it = Iterable()
print(list(it), list(it), 2 in it, max(it), dict(enumerate(it)))
print(list(zip(count(2), "ab")))
