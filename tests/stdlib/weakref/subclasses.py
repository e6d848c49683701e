"""Subclasses of weakref.ref: own attributes, __slots__, __new__ and callbacks; they are not shared."""
import weakref


class C:
    pass


class Keyed(weakref.ref):
    __slots__ = ("key", "other")

    def __new__(cls, target, callback=None, key=None):
        self = super().__new__(cls, target, callback)
        self.key = key
        return self

    def __init__(self, target, callback=None, key=None):
        super().__init__(target, callback)


class Plain(weakref.ref):
    pass


class Calling(weakref.ref):
    def __call__(self):
        return ("called", super().__call__())


def attempt(do):
    try:
        print(do())
    except Exception as error:
        print(type(error).__name__, error)


c = C()
r = Keyed(c, None, "the key")
print(r.key, r() is c, weakref.getweakrefcount(c), weakref.ref(c) is r, Keyed(c) is r, r == weakref.ref(c), hash(r) == hash(weakref.ref(c)))
attempt(lambda: r.other)
attempt(lambda: setattr(r, "third", 1))
attempt(lambda: Keyed(c, None, "key", "more"))
attempt(lambda: Keyed())
attempt(lambda: Keyed(1))
p = Plain(c)
p.attribute = 1
print(p.attribute, p.__dict__, Plain(c) is p, weakref.getweakrefcount(c), [type(x).__name__ for x in weakref.getweakrefs(c)])
attempt(lambda: Plain(c, key=1))
q = Plain(c, lambda reference: print("callback", reference is q, reference.name, reference()))
q.name = "q"
calling = Calling(c)
print(calling()[1] is c, calling.__callback__)
del c
print(p(), q(), calling(), r.key)
