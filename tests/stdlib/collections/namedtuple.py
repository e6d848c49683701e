"""namedtuple: construction, methods, defaults, renaming, subclassing, errors."""
from collections import namedtuple

Point = namedtuple("Point", ["x", "y"])
p = Point(1, y=2)
print(p, p.x, p[1], tuple(p), len(p), p == (1, 2), p + (3,), p._replace(y=5), p._asdict(), Point._fields, Point._make([7, 8]), hash(p) == hash((1, 2)), *p)
Q = namedtuple("Q", "a b c", defaults=[10, 20])
print(Q(1), Q(1, 2), Q._field_defaults, namedtuple("R", "a, b, class, a", rename=True)._fields, Point.__doc__, Point.x.__doc__)


class Vector(namedtuple("Vector", "x y")):
    __slots__ = ()

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    @property
    def length(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


v = Vector(3, 4) + Vector(0, 0)
print(v, v.length, isinstance(v, tuple), sorted([Point(2, 1), Point(1, 5)]), {p: "key"}[1, 2], max(Point(1, 2), Point(1, 3)))
x, y = p
print(x, y, repr(Point), Point.__name__, Point.__mro__[1])
for wrong in ("Point(1)", "Point(1, 2, 3)", "Point(1, z=2)", "p._replace(z=1)", "namedtuple('A', 'a a')", "namedtuple('A', 'class')", "namedtuple('A', '_x')", "namedtuple('1A', 'x')", "p.z", "Point._make([1])", "namedtuple('A', 'x', defaults=[1, 2])"):
    try:
        eval(wrong)
    except (TypeError, ValueError, AttributeError) as e:
        print(wrong, type(e).__name__, e)
try:
    p.x = 5
except AttributeError as e:
    print(e)
