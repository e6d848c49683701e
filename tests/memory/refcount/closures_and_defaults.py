"""References from cells, default arguments, generators, partials, comprehensions."""
from sys import getrefcount
from functools import partial

x = object()


def make(v):
    def inner():
        return v
    return inner


f = make(x)
print(getrefcount(x))
g = make(x)
print(getrefcount(x), getrefcount(f()))
del f, g
print(getrefcount(x))


def with_default(a=x):
    pass


print(getrefcount(x))
with_default.__defaults__ = None
print(getrefcount(x))
h = lambda a=x, *, b=x: None
print(getrefcount(x))
del h
print(getrefcount(x))


def generator(v):
    yield getrefcount(v)
    w = v
    yield getrefcount(v)


gen = generator(x)
print(getrefcount(x))
print(next(gen), next(gen), getrefcount(x))
gen.close()
print(getrefcount(x))
del gen
e = (v for v in [x, x])
print(getrefcount(x))
next(e)
print(getrefcount(x))
del e
print(getrefcount(x))
p = partial(print, x, sep=x)
print(getrefcount(x))
del p
print([getrefcount(v) for v in [x]], [getrefcount(x) for _ in range(2)], getrefcount(x))
i = iter([x])
print(getrefcount(x))
for v in i:
    pass
print(getrefcount(x))
del v
print(getrefcount(x))
m = map(lambda q: q, [x])
z = zip([x], [x])
print(getrefcount(x))
del m, z
r = reversed([x])
n = enumerate([x])
print(getrefcount(x))
next(n)
print(getrefcount(x))
del r, n
print(getrefcount(x))
