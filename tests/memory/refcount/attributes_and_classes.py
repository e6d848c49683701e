"""References from instances, classes, methods and modules."""
from sys import getrefcount


class A:
    pass


value = object()
a = A()
a.v = value
print(getrefcount(value), getrefcount(a))
a.w = a.v
print(getrefcount(value))
del a.v
print(getrefcount(value))
d = a.__dict__
print(getrefcount(value), getrefcount(a), getrefcount(d))
d["z"] = value
print(getrefcount(value), a.z is value)
del d
print(getrefcount(value))
A.shared = value
print(getrefcount(value))
del A.shared
a2 = A()
print(getrefcount(a2))
a.friend = a2
print(getrefcount(a2))
del a
print(getrefcount(a2), getrefcount(value))


class Slots:
    __slots__ = ("x",)


s = Slots()
s.x = value
print(getrefcount(value))
s.x = None
print(getrefcount(value))
setattr(s, "x", value)
print(getattr(s, "x") is value, getrefcount(value))
del s.x
print(getrefcount(value))


class Property:
    def __init__(self, v):
        self._v = v

    @property
    def v(self):
        return self._v


p = Property(value)
print(getrefcount(value), getrefcount(p.v))
del p
print(getrefcount(value))
