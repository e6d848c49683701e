"""Programs that seem to leak and do not, and that do not seem to and do: counted by weak references."""
import gc
import weakref

gc.disable()


class Thing:
    pass


def alive(references):
    return sum(r() is not None for r in references)


def refs(n, make):
    return [weakref.ref(make()) for _ in range(n)]


print("temporaries:", alive(refs(10, Thing)))
cache = {}


def cached():
    t = Thing()
    cache[len(cache)] = t
    return t


r = refs(10, cached)
print("in a global dict:", alive(r))
cache.clear()
print("cleared:", alive(r))


def selfish():
    t = Thing()
    t.me = t
    return t


r = refs(10, selfish)
print("in cycles:", alive(r), gc.collect(), alive(r))


def default(t=[]):
    t.append(Thing())
    return t[-1]


r = refs(10, default)
print("in a mutable default:", alive(r))
default.__defaults__[0].clear()
print("emptied:", alive(r))
handlers = []


def subscribes():
    t = Thing()
    t.handle = lambda: t
    handlers.append(t.handle)
    return t


r = refs(10, subscribes)
print("held by their handlers:", alive(r))
handlers.clear()
print("handlers gone:", alive(r), gc.collect() > 0, alive(r))


def raising():
    t = Thing()
    try:
        raise ValueError(t)
    except ValueError as e:
        pass
    return t


r = refs(10, raising)
print("in an exception that was handled:", alive(r))


def keeps_exception():
    t = Thing()
    try:
        raise ValueError(t)
    except ValueError as e:
        kept = e
    return t


r = refs(10, keeps_exception)
print("in an exception that a local kept:", alive(r), gc.collect() > 0, alive(r))


class Registry:
    everyone = weakref.WeakSet()

    def __init__(self):
        Registry.everyone.add(self)


r = refs(10, Registry)
print("in a weak set:", alive(r), len(Registry.everyone))
generator = (Thing() for _ in range(10))
first = weakref.ref(next(generator))
print("what a generator yielded:", first() is None)
