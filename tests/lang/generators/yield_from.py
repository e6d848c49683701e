"""yield from: values in both directions, results, exceptions, and other iterables."""


def inner():
    print("inner starts")
    x = yield "a"
    print("inner got", x)
    try:
        y = yield "b"
        print("inner got", y)
    except ValueError as e:
        print("inner caught", e)
        yield "caught"
    return "inner result"


def outer():
    result = yield from inner()
    print("outer has", result)
    yield from [1, 2]
    yield from (n * n for n in (3, 4))
    return "outer result"


g = outer()
print(next(g), g.send("one"), g.send("two"), list(g))
g = outer()
print(next(g), g.send("one"), g.throw(ValueError("thrown")), next(g))


def delegate(iterable):
    result = yield from iterable
    return result


print(list(delegate("xyz")), list(delegate({"k": 1})), list(delegate(range(3))))


class Custom:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("custom result")
        return self.n

    def throw(self, *args):
        print("throw", args[0].__class__.__name__)
        return "thrown"


d = delegate(Custom())
print(next(d), d.throw(KeyError("k")), next(d))
try:
    next(d)
except StopIteration as stop:
    print(stop.value)
d = delegate(iter([1, 2]))
next(d)
try:
    d.send("to a list iterator")
except AttributeError as e:
    print(e)


def cleanup(name):
    try:
        yield name
    finally:
        print("cleanup", name)


def both():
    yield from cleanup("first")
    yield from cleanup("second")


b = both()
print(next(b), next(b))
b.close()


def chain(*iterables):
    for iterable in iterables:
        yield from iterable


print("".join(chain("ab", ["c"], ("d" for _ in range(2)))))


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(50)), len(list(deep(80))))
g = outer()
next(g)
print(g.gi_yieldfrom.__name__)
g.close()
try:
    list(delegate(5))
except TypeError as e:
    print(e)
