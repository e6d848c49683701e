"""Which immutable objects are shared: small ints, names, one-character strings, empty containers, constants."""
import sys


def new_int(text):
    return int(text)


for n in (-6, -5, -1, 0, 1, 255, 256, 257):
    print(n, new_int(str(n)) is new_int(str(n)), n + 0 is n + 0, end="; ")
print()
a, b = 256, 256
c, d = new_int("257"), new_int("257")
print(a is b, c is d, c == d)
x = new_int("100")
y = x + 1 - 1
print(x is y, x * 1 is x, -(-x) is x, abs(x) is x, int(x) is x, len("a" * 100) is x, sum([50, 50]) is x)
big = 10 ** 20
print(int(big) is big, big + 0 is big, big * 1 is big, -(-big) is big, +big is big, abs(big) is big, big // 1 is big, round(big) is big)
s = "name"
t = "".join(["na", "me"])
print(s == t, s is t, sys.intern(t) is s, s[1] is "".join(["x", "a"])[1], chr(233) is (s + "é")[4], chr(97) is s[1], chr(0x100) is chr(0x100), str() is s[4:], "".join([]) is str(), s[:] is s[0:4])
u = "hello world"
print(u[:] is u, str(u) is u, u + "" is u, u * 1 is u, "" + u is u, u.strip() is u, u.replace("z", "y") is u, u.lower() is u, u.ljust(3) is u, "".join([u]) is u, f"{u}" is u, "%s" % u is u, u.format() is u)
print(tuple() is tuple([]), tuple([]) is tuple({}), (1, 2)[0:0] is tuple(), frozenset() is frozenset(), bytes([]) is bytes(), b"abc"[0:1] is bytes([97]))
tup = (1, [2])
print(tuple(tup) is tup, tup[:] is tup, tup + () is tup, tup * 1 is tup, () + tup is tup)
byt = b"bytes"
print(bytes(byt) is byt, byt[:] is byt, byt + b"" is byt, b"" + byt is byt, byt.strip() is byt, byt.replace(b"z", b"") is byt)
fro = frozenset([1])
print(frozenset(fro) is fro, fro.copy() is fro, fro | frozenset() is fro)
f = 1.5
print(float(f) is f, f + 0 is f, +f is f, abs(f) is f, True is bool(1), None is type(None)(), ... is Ellipsis, NotImplemented is NotImplemented, range(0) is range(0))


def constants():
    return 1.5, "text with spaces", (1, 2), 10 ** 3


p, q = constants(), constants()
print([m is n for m, n in zip(p, q)], p is q)


def in_one_function():
    a = 1000
    b = 1000
    c = "two words"
    d = "two words"
    e = (1, "x")
    f = (1, "x")
    return a is b, c is d, e is f


print(in_one_function())


class A:
    attribute = 1


print(list(vars(A)), sys.intern("attribute") is [k for k in vars(A) if k == "attribute"][0])
