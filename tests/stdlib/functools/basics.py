"""partial, reduce, wraps, lru_cache, cache, cached_property, total_ordering, cmp_to_key."""
import functools
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, total_ordering, wraps


def f(a, b=2, *args, c=3, **kw):
    return a, b, args, c, kw


p = partial(f, 1, c=5)
print(p(), p(9, 8, c=7, d=6), p.func is f, p.args, p.keywords, partial(p, 4, e=1).args, partial(p, 4, e=1)())
p.note = 1
print(p.note, partial(int, base=2)("101"), list(map(partial(pow, 2), range(4))))
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], 5), reduce(max, [3, 9, 2], 4), reduce(lambda a, b: b + a, "abc"))


def decorate(g):
    @wraps(g)
    def wrapper(*args):
        """Wrapper's own."""
        return g(*args)
    return wrapper


@decorate
def documented(x):
    """The doc."""
    return x


print(documented.__name__, documented.__doc__, documented.__wrapped__(3), documented.__qualname__)
calls = []


@lru_cache(maxsize=2)
def slow(n, extra=0):
    calls.append(n)
    return n * 2


print([slow(n) for n in (1, 2, 1, 3, 2, 1)], calls, slow.cache_info(), slow.cache_parameters())
slow.cache_clear()
print(slow.cache_info(), slow(1), slow(1, extra=0), slow(1.0), slow.cache_info().misses)


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())
try:
    slow([])
except TypeError as e:
    print(e)


class Circle:
    def __init__(self, r):
        self.r = r

    @cached_property
    def area(self):
        print("computing")
        return self.r ** 2 * 3

    def move(self, dx, dy):
        return dx, dy

    right = partialmethod(move, dy=0)

    @lru_cache
    def method(self, n):
        return n + self.r


c = Circle(2)
print(c.area, c.area, c.__dict__, c.right(5), c.method(1), c.method(1), Circle.method.cache_info().hits)
del c.area
print(c.area)


@total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts


print(Version(1, 2) <= Version(1, 2), Version(2) > Version(1, 9), Version(1) >= Version(2), Version(1) != Version(1))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), cmp_to_key(lambda a, b: 0)(1) == cmp_to_key(lambda a, b: 0)(2))


for wrong in ("reduce(max, [])", "partial()", "partial(5)", "reduce(5)", "slow()"):
    try:
        eval(wrong)
    except TypeError as e:
        print(wrong, e)
