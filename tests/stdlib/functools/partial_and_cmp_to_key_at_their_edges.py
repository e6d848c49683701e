"""partial: overriding, flattening, state, recursion; reduce and cmp_to_key: their errors."""
import gc
from _functools import *
from _functools import _lru_cache_wrapper as W


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, e)


p = partial(print, 1, sep='-')
p(2, 3)
p(2, 3, sep='+', end='!\n')
print(p.args, p.keywords)
q = partial(p, 7, end='?\n')
q(8)
print(q.args, q.keywords, q.func is print)
r = partial(int, base=2)
print(r, r('101'))
r.x = 1
print(r.__dict__, r.__reduce__(), repr(partial), partial[int])
t(partial)
t(partial, 3)
t(partial, max, 1, **{'key': abs})
t(setattr, p, 'func', 3)
t(delattr, p, 'args')


class P(partial):
    pass


t(lambda: P(max, 2, key=abs)(-3))
z = P(max, 2)
print(partial(z, 3).func is max)
z.y = 1  # an attribute of its own: it is kept as it is
print(z.__dict__, z, P(z, 3).args, partial(z).func is z, partial(P(max)).func)
for state in (3, (), (1, 2, 3, 4), (max, [], {}, {}), (max, (), [], {})):
    t(p.__setstate__, state)
p.__setstate__((p, (), {}, {}))
print(p)
t(p)
p.__setstate__((max, (1, 2), None, None))
t(p)
print(p, p.keywords)
p.keywords[1] = 2
t(p)


class Changing:
    """Replaces the parts of the partial that is being called."""
    def __call__(self, *args, **keywords):
        self.partial.__setstate__((max, (), {}, {}))
        return args, keywords


c = Changing()
c.partial = partial(c, [1], [2], key=[3])
print(c.partial([4], other=[5]), c.partial(4, 5))
del c.partial

t(reduce, max)
t(reduce, max, 3)
t(reduce, max, [])
t(reduce, lambda a, b: a / b, [1, 0])
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [], 5), reduce(None, [7]))

print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
K = cmp_to_key(lambda a, b: a - b)
k = K(3)
print(k.obj, k < K(4), K(obj=2) >= k, k == K(3), k != K(3))
t(lambda: k < 3)
t(hash, k)
t(K)
t(K, 1, 2)
t(lambda: K < k)
t(cmp_to_key)
t(lambda: K('a') < K(1))

n = 0


def rec(x):
    global n
    n = x
    return wrapped(x + 1)


for wrapped in (W(rec, None, 0, tuple), W(rec, 9, 0, tuple), W(rec, 0, 0, tuple), partial(rec)):
    try:
        wrapped(0)
    except RecursionError as e:
        print(e, n)
del wrapped
