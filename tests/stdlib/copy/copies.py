"""copy: shallow and deep, cycles, shared parts, classes with their own ideas."""
import copy


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = [1]


class Own:
    def __init__(self, value):
        self.value = value

    def __copy__(self):
        return Own(("copied", self.value))

    def __deepcopy__(self, memo):
        return Own(("deep", copy.deepcopy(self.value, memo)))


class Words(list):
    pass


a = [1, [2, 3], {"k": (4, [5])}, {6, 7}, "text", 8.5, None, frozenset({1}), b"b", bytearray(b"x"), range(3), len, int]
b, c = copy.copy(a), copy.deepcopy(a)
print(b == a, b is a, b[1] is a[1], c == a, c[1] is a[1], c[2]["k"] is a[2]["k"], c[2]["k"][1] is a[2]["k"][1], c[9] is a[9], c[11] is a[11])
p = Point([1], 2)
q, r = copy.copy(p), copy.deepcopy(p)
print(q.x is p.x, r.x is p.x, r.x == p.x, type(r), r.y)
s = copy.deepcopy(Slotted())
print(s.a, hasattr(s, "b"))
print(copy.copy(Own(1)).value, copy.deepcopy(Own([1])).value)
cycle = [1]
cycle.append(cycle)
d = copy.deepcopy(cycle)
print(d[1] is d, d is cycle)
shared = [0]
e = copy.deepcopy([shared, shared])
print(e[0] is e[1], e[0] is shared)
p.me = p
z = copy.deepcopy(p)
print(z.me is z)
w = Words("ab")
w.extra = [1]
v = copy.deepcopy(w)
print(v, type(v), v.extra, v.extra is w.extra)
t = (1, 2, (3, 4))
print(copy.deepcopy(t) is t, copy.copy(t) is t)
memo = {}
copy.deepcopy(shared, memo)
print(id(shared) in memo, len(memo))
print(copy.copy(ValueError("x", 1)).args, copy.deepcopy({1: {2: [3]}}))
try:
    copy.copy(i for i in ())
except TypeError as error:
    print(error)
