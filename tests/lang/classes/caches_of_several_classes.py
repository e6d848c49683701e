"""One instruction that sees instances of several classes and shapes, and classes that change under it."""


class Base:
    kind = "base"

    def __init__(self, value):
        self.value = value

    def name(self):
        return f"{type(self).__name__}:{self.value}"

    def area(self, scale):
        return 0


class Square(Base):
    def area(self, scale):
        return self.value * self.value * scale


class Cube(Square):
    def area(self, scale):
        return super().area(scale) * 6


class Swapped(Base):
    def __init__(self, value):
        self.extra = -value
        self.value = value


class Slots:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def name(self):
        return "slots"

    def area(self, scale):
        return self.value


class Getter:
    def __getattr__(self, name):
        return (lambda *args: f"made {name}") if name != "value" else 99


def visit(objects):
    return [(o.value, o.name(), o.area(2)) for o in objects]


objects = [Base(1), Square(2), Cube(3), Swapped(4), Slots(5), Getter(), Square(6), Base(7)]
for _ in range(3):
    print(visit(objects))

Square.area = lambda self, scale: "changed"
print(visit(objects))
objects[1].area = lambda scale: "own"
print(visit(objects))
Base.value = property(lambda self: "property", lambda self, v: None)
print(visit(objects))
del Base.value
print(visit(objects))
del Square.area
print(visit(objects))


def bump(o):
    o.value += 1
    o.value = o.value * 2


for _ in range(3):
    for o in objects[:5]:
        bump(o)
print(visit(objects))


# super() without an object in between, and where it has to be one
class A:
    def f(self, x, y=2):
        return ("A", x, y)

    @property
    def p(self):
        return "A.p"

    @classmethod
    def make(cls):
        return f"A.make {cls.__name__}"

    @staticmethod
    def plain(x):
        return x


class B(A):
    def f(self, x, y=3):
        return ("B",) + super().f(x, y=y)

    @property
    def p(self):
        return "B" + super().p

    @classmethod
    def make(cls):
        return "B" + super().make()

    def plain(self, x):
        return super().plain(x)

    def missing(self):
        return super().nothing()

    def rebound(self, other):
        self = other
        return super().f(1)

    def deleted(self):
        del self
        return super().f(1)

    def closed(self):
        inner = lambda: self
        return super().f(inner() is self)

    def as_object(self):
        s = super()
        return type(s).__name__, s.f(5), super().__class__ is super, super().__init__()


class C(B):
    def f(self, x, y=4):
        return ("C",) + super().f(x, y)


class D:
    def f(self, x, y=0):
        return "D.f"


for _ in range(3):
    for o in (B(), C()):
        print(o.f(1), o.f(x=1), o.f(y=5, x=2), o.p, o.make(), o.plain(3), o.closed(), o.as_object())
        print(o.rebound(B()))
        for call in (o.missing, o.deleted, lambda: o.rebound(D())):
            try:
                print(call())
            except Exception as e:
                print(type(e).__name__, e)
A.f = lambda self, x, y: ("new A", x, y)
print(B().f(1), C().f(2))
B.__bases__ = (type("E", (A,), {"f": lambda self, x, y: ("E", x, y)}),)
print(B().f(1), C().f(2))


def made(n):
    class Local(A):
        def f(self, x, y=n):
            return (n, super().f(x, y))

    return Local()


print([made(n).f(0) for n in range(4)])

real_super = super
super = lambda: "not the real one".upper
B.last = lambda self: super()


class F(B):
    def last(self):
        return super()()


print(F().last())
super = real_super
