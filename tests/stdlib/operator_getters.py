import collections, copy, gc, operator as o, sys
from operator import itemgetter, attrgetter, methodcaller
class A:
    def __init__(self, **k): self.__dict__.update(k)
    def method(self, *args, **kwargs): return args, kwargs
a = A(x=1, b=A(c=A(d=2)))
print(itemgetter(1)("abc"), itemgetter(1, 0)("abc"), itemgetter("k")({"k": 5}), itemgetter(slice(1, 3))([1, 2, 3, 4]))
print(attrgetter("x")(a), attrgetter("b.c.d")(a), attrgetter("x", "b.c.d")(a), attrgetter("x", "x")(a))
print(methodcaller("method")(a), methodcaller("method", 1, k=2)(a), methodcaller("upper")("abc"))
for f in (lambda: itemgetter(), lambda: itemgetter(a=1), lambda: attrgetter(), lambda: attrgetter(1), lambda: attrgetter("a", "b", 5), lambda: methodcaller(), lambda: methodcaller(1),
          lambda: itemgetter(1)(), lambda: itemgetter(1)(1, 2), lambda: itemgetter(1)([1, 2], x=1), lambda: attrgetter("a")(), lambda: attrgetter("a")(1), lambda: attrgetter("a.b")(1),
          lambda: attrgetter("")(1), lambda: attrgetter("..")(1), lambda: attrgetter("a", x=1), lambda: methodcaller("a")(), lambda: methodcaller("a")(1, 2), lambda: methodcaller("a")(5),
          lambda: itemgetter(1)(5), lambda: itemgetter(1)([5]), lambda: itemgetter(5)((1,)), lambda: itemgetter(1, 7)([1, 2]), lambda: type("X", (itemgetter,), {}),
          lambda: methodcaller("x").y):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(itemgetter(1), itemgetter(1, "a"), attrgetter("a"), attrgetter("a", "b.c"), methodcaller("a", 1, x=2), methodcaller("a"), methodcaller("a", k=[1]))
for g in (itemgetter(1), itemgetter(1, 2), attrgetter("a.b", "c"), methodcaller("n", 1), methodcaller("n", 1, x=2)):
    print(g.__reduce__()[1:], copy.copy(g), copy.deepcopy(g), sys.getsizeof(g), gc.is_tracked(g))
print(sorted([(1, "b"), (2, "a")], key=itemgetter(1)), itemgetter(1) == itemgetter(1), itemgetter.__module__, itemgetter.__name__)
collected = []
g = itemgetter(collected); collected.append(g); print(g); del g, collected; print(gc.collect() > 0)
class Drops:
    def __getitem__(self, i):
        global getter
        getter = None
        return i
getter = itemgetter(["first"], ["second"]); print(getter(Drops()))
Point = collections.namedtuple("Point", "x y"); print(Point(1, 2).x, Point._field_defaults, itemgetter(0)(Point(3, 4)))
