"""Binary operators, their reflected and in-place forms, and who is asked first."""


class N:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return f"N({self.v!r})"

    def __add__(self, other):
        print("add", end=" ")
        return N(self.v + (other.v if isinstance(other, N) else other))

    def __radd__(self, other):
        print("radd", end=" ")
        return N(other + self.v)

    def __sub__(self, other):
        return NotImplemented

    def __rsub__(self, other):
        print("rsub", end=" ")
        return N((other, self.v))

    def __iadd__(self, other):
        print("iadd", end=" ")
        self.v += other
        return self

    def __neg__(self):
        return N(-self.v)

    def __pos__(self):
        return self

    def __invert__(self):
        return N("inverted")

    def __abs__(self):
        return N(abs(self.v))

    def __matmul__(self, other):
        return "matmul"

    def __pow__(self, other, modulo=None):
        return ("pow", other, modulo)

    def __rpow__(self, other):
        return ("rpow", other)

    def __divmod__(self, other):
        return "divmod", other

    def __rtruediv__(self, other):
        return ("rtruediv", other)

    def __lshift__(self, n):
        return ("lshift", n)

    def __round__(self, n=None):
        return ("round", n)

    def __and__(self, other):
        return ("and", other)

    def __ror__(self, other):
        return ("ror", other)


class M(N):
    def __radd__(self, other):
        print("M.radd", end=" ")
        return "subclass first"


a = N(1)
print(a + 1, 1 + a, a + N(2), sum([N(1), N(2)]).v)
print(a + M(1), M(1) + a, M(1) + 5)
print(5 - a)
try:
    a - 5
except TypeError as e:
    print(e)
try:
    a - a
except TypeError as e:
    print(e)
b = a
a += 10
print(a, b is a)
print(-a, +a, ~a, abs(N(-3)), a @ a, a ** 2, 2 ** a, pow(a, 2, 3), divmod(a, 4), 1 / a, a << 3, round(a), round(a, 2), a & 1, 1 | a)


class OnlyAdd:
    def __add__(self, other):
        return "new object"


c = OnlyAdd()
c += 1
print(c)


class Refuses:
    def __add__(self, other):
        return NotImplemented
    __radd__ = __iadd__ = __add__


for wrong in ("Refuses() + 1", "1 + Refuses()", "Refuses() + Refuses()", "a % 2", "[] - Refuses()", "-Refuses()"):
    try:
        eval(wrong)
    except TypeError as e:
        print(e)
r = Refuses()
try:
    r += 1
except TypeError as e:
    print(e)
