"""__new__: immutable subclasses, other objects, skipping __init__."""


class Celsius(float):
    def __new__(cls, value, unit="C"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __repr__(self):
        return f"{float(self)}{self.unit}"

    def __add__(self, other):
        return Celsius(float(self) + other, self.unit)


t = Celsius(20.5)
print(t, t + 1, t * 2, type(t * 2).__name__, t.unit, t == 20.5, hash(t) == hash(20.5))


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())


u = Upper("abc")
print(u, len(u), type(u).__name__, type(u.lower()).__name__, u == "ABC", {u: 1}["ABC"], u + "d", isinstance(u, str))


class Pair(tuple):
    def __new__(cls, a, b):
        return tuple.__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


p = Pair(1, 2)
print(p, p.first, p == (1, 2), len(p), p + (3,), type(p + (3,)).__name__, type(p[:]).__name__)


class Other:
    def __new__(cls, *args):
        print("new", args)
        return "not an instance"

    def __init__(self, *args):
        print("never called")


print(Other(1, 2))


class Counted:
    created = 0

    def __new__(cls, *args, **kwargs):
        cls.created += 1
        return super().__new__(cls)

    def __init__(self, x, y=1):
        self.x, self.y = x, y


print(Counted(1).x, Counted(1, y=3).y, Counted.created)


class Number(int):
    def __add__(self, other):
        return "overridden"

    def __eq__(self, other):
        return False

    __hash__ = int.__hash__


n = Number(5)
print(n + 1, 1 + n, n == 5, n * 2, -n, n in [5], n in [n], [10, 20, 30, 40, 50, 60][n], bin(n), f"{n:03d}", hash(n))


class L(list):
    def append(self, x):
        super().append(x * 2)


l = L([1])
l.append(5)
l.extend([1])
print(l, type(l[:]).__name__, l == [1, 10, 1], type(l + []).__name__, repr(l))


class D(dict):
    pass


d = D(a=1)
d.extra = "attributes too"
print(d, d.extra, type(d.copy()).__name__, {**d}, type(d | {}).__name__)
print(object.__new__(Counted).__dict__, int.__new__(Number, 7) is not None, tuple.__new__(tuple, "ab"))
