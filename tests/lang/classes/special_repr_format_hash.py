"""__repr__, __str__, __format__, __bytes__, __hash__, __index__, __int__, __float__, __complex__."""


class Both:
    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"


class OnlyRepr:
    def __repr__(self):
        return "only repr"


class OnlyStr:
    def __str__(self):
        return "only str"


b = Both()
print(b, repr(b), str(b), [b], {"k": b}, (b,), f"{b} {b!r} {b!s}", "%s %r" % (b, b), "{} {!r}".format(b, b))
print(OnlyRepr(), str(OnlyRepr()), f"{OnlyRepr()}", [OnlyRepr()], OnlyStr())
print(repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"))


class F:
    def __format__(self, spec):
        return f"<{spec}>"


print(f"{F()}", f"{F():abc}", f"{F():{'x'}{1}}", format(F(), "z"), "{:>{}}".format(F(), 3))
print(f"{b:>6}|" if False else format(str(b), ">6") + "|")
try:
    format(b, ">6")
except TypeError as e:
    print(e)


class Numeric:
    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __complex__(self):
        return 7j

    def __index__(self):
        return 3

    def __bytes__(self):
        return b"bytes"

    def __hash__(self):
        return 2 ** 70

    def __bool__(self):
        return False

    def __trunc__(self):
        return 1

    def __floor__(self):
        return 8

    def __ceil__(self):
        return 9


n = Numeric()
print(int(n), float(n), complex(n), bytes(n), bool(n), [0, 1, 2, 3][n], hex(n), range(5)[n:], "ab" * n, hash(n) == hash(2 ** 70))
import math
print(math.floor(n), math.ceil(n), math.sqrt(n), 1 << n if False else (1).__lshift__(3), bin(n), chr(n).encode())
print(hash(1) == hash(1.0) == hash(True), hash("a") == hash("a"), hash((1, 2)) == hash((1, 2)), hash(-1), hash(2 ** 61 - 1), hash(0.5), hash(float("inf")))
print(hash(()), hash((1,)), hash((1, 2, 3)), hash(None) == hash(None), hash(1j), hash(-5), hash(10 ** 30), hash(1e300), hash(frozenset()), hash(frozenset([1, 2])))
