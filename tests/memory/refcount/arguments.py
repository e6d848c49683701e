"""What a call holds: arguments, *args, **kwargs, defaults, bound methods."""
from sys import getrefcount


def f(a):
    return getrefcount(a)


def g(a):
    b = a
    return getrefcount(a)


def star(*args):
    return getrefcount(args[0])


def kw(**kwargs):
    return getrefcount(kwargs["a"])


def default(a=object()):
    return getrefcount(a)


x = object()
print(f(x), g(x), star(x), kw(a=x), f(a=x), f(*[x]), f(**{"a": x}), default())
print(f(object()), star(object()), f([]), getrefcount(x))


def through(a):
    return f(a)


def deep(a, n):
    return getrefcount(a) if n == 0 else deep(a, n - 1)


print(through(x), [deep(x, n) for n in range(4)])


class A:
    def me(self):
        return getrefcount(self)

    def other(self, a):
        return getrefcount(a)


a = A()
print(a.me(), A.me(a), A().me(), a.other(x), getrefcount(a))
m = a.me
print(m(), getrefcount(a))
bound = [a.me, a.me]
print(getrefcount(a))
del m, bound
print(getrefcount(a))
print(list(map(f, [x, x])), (lambda v: getrefcount(v))(x), sorted([x], key=f) == [x])


def returns(a):
    return a


y = returns(x)
print(getrefcount(x), getrefcount(returns(x)))


def raises(a):
    raise ValueError


try:
    raises(x)
except ValueError:
    pass
print(getrefcount(x))
