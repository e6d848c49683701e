"""Keywords, defaults and positional arguments in every mixture, called again and again from one place."""


def plain(a, b, c=30, d=40):
    return a, b, c, d


def only(a, /, b, *, c, d=4):
    return a, b, c, d


def gather(a, *rest, k=1, **more):
    return a, rest, k, more


def none():
    return "none"


class Method:
    def __init__(self, a, b=2):
        self.pair = a, b

    def call(self, a, b=2, *, c=3):
        return self.pair, a, b, c


def attempts(i):
    m = Method(b=i, a=i + 1)
    yield plain(1, 2)
    yield plain(1, b=2)
    yield plain(b=2, a=1)
    yield plain(d=4, c=3, b=2, a=1)
    yield plain(1, d=4, b=2)
    yield plain(1, 2, d=i)
    yield only(1, b=2, c=3)
    yield only(1, 2, d=5, c=6)
    yield gather(1, 2, k=3, z=4)
    yield m.call(1)
    yield m.call(1, c=5)
    yield m.call(b=7, a=8)
    yield m.call(c=1, b=2, a=i)


def run(f):
    try:
        return f()
    except TypeError as e:
        return str(e)


for i in range(3):
    print(list(attempts(i)))
    m = Method(0)
    for f in (
        lambda: plain(1),
        lambda: plain(1, a=1, b=2),
        lambda: plain(1, 2, e=3),
        lambda: plain(c=1, d=2),
        lambda: only(a=1, b=2, c=3),
        lambda: only(1, 2),
        lambda: only(1, 2, 3, c=4),
        lambda: none(x=1),
        lambda: none(),
        lambda: m.call(),
        lambda: m.call(self=1, a=2),
        lambda: m.call(1, 2, 3),
        lambda: plain(1, 2, 3, 4, d=5),
    ):
        print(run(f))


def callers():
    """The same from a generator's registers."""
    for i in range(3):
        yield plain(d=i, a=1, b=2), only(1, c=i, b=2), Method(b=1, a=i).call(c=1, a=i)


print(list(callers()))


def changing(a, b=1, c=2):
    return a, b, c


for defaults in ((1, 2), None, (5,), (7, 8, 9), (0, 7, 8, 9)):
    changing.__defaults__ = defaults
    print(run(lambda: changing(a=0)), run(lambda: changing(0, c=1)), run(lambda: changing(c=1, b=2)))


class Dying:
    def __del__(self):
        print("dies")


def keep(a, b=None, c=None):
    return a


keep(c=Dying(), a=Dying())
print("after")
run(lambda: keep(Dying(), d=Dying()))


def deep(n, x=0):
    return n if n == 0 else deep(x=x + 1, n=n - 1)


print(deep(300))
try:
    deep(10**6)
except RecursionError as e:
    print(e)
