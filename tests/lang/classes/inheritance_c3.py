"""The method resolution order, super() along it, and orders that cannot exist."""


class A:
    def who(self):
        return ["A"]


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super().who()


class E(C, B):
    pass


print(D().who(), [k.__name__ for k in D.__mro__])
print(E().who(), [k.__name__ for k in E.mro()])


class X: pass
class Y: pass
class P(X, Y): pass
class Q(Y, X): pass


try:
    class R(P, Q): pass
except TypeError as e:
    print(e)


class Base:
    def __init__(self, **rest):
        print("Base", rest)


class Left(Base):
    def __init__(self, left=None, **rest):
        print("Left", left)
        super().__init__(**rest)


class Right(Base):
    def __init__(self, right=None, **rest):
        print("Right", right)
        super().__init__(**rest)


class Both(Left, Right):
    pass


Both(left=1, right=2)
print(super(B, D()).who(), super(D, D()).who())


class Child(D):
    def who(self):
        f = super().who
        return [name.lower() for name in f()]

    @classmethod
    def make(cls):
        return cls.__name__, super().__name__ if hasattr(super(), "__name__") else "no name"

    def in_comprehension(self):
        return [super(Child, self).who()[0] for _ in range(2)]


print(Child().who(), Child.make(), Child().in_comprehension())
print(issubclass(D, (int, A)), isinstance(D(), C), D.__base__.__name__, D.__bases__ == (B, C))
Child.__bases__ = (B,)
print([k.__name__ for k in Child.__mro__], Child().who())
