"""__slots__: no __dict__, fixed names, inheritance."""


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x = x
        self.y = y


p = Point(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"), Point.__slots__)
for wrong in (lambda: setattr(p, "z", 3), lambda: p.z, lambda: vars(p)):
    try:
        wrong()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
del p.x
try:
    p.x
except AttributeError as e:
    print(e)
try:
    del p.x
except AttributeError as e:
    print(e)


class Open(Point):
    pass


o = Open(5)
o.z = 6
print(o.x, o.z, o.__dict__)


class Closed(Point):
    __slots__ = ("z",)


c = Closed(1)
c.z = 3
print(c.x, c.y, c.z, hasattr(c, "__dict__"))


class WithDict:
    __slots__ = ("a", "__dict__")


w = WithDict()
w.a, w.b = 1, 2
print(w.a, w.b, w.__dict__)


class Single:
    __slots__ = "name"


s = Single()
s.name = "one string is one slot"
print(s.name, type(Single.name).__name__, Single.name.__get__(s), Single.__dict__["name"].__name__)


class Private:
    __slots__ = ("__secret",)

    def __init__(self):
        self.__secret = 42

    def tell(self):
        return self.__secret


print(Private().tell(), Private()._Private__secret)
