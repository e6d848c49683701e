"""weakref.ref: liveness, identity, hashing, equality, what can be referred to."""
import weakref


class A:
    def __init__(self, n=0):
        self.n = n


a = A(5)
r = weakref.ref(a)
print(r() is a, r().n, weakref.ref(a) is r, weakref.getweakrefcount(a), len(weakref.getweakrefs(a)), type(r).__name__)
with_callback = weakref.ref(a, ignore := (lambda r: None))
print(with_callback is r, with_callback == r, weakref.getweakrefcount(a), with_callback.__callback__ is ignore, r.__callback__)
del a
print(r(), r.__callback__, with_callback())
a, b = A(1), A(2)
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra == rb, ra != rb, ra == weakref.ref(a), hash(ra) == hash(a), {ra: "x"}[weakref.ref(a)])
h = hash(ra)
del a
print(ra() is None, hash(ra) == h, ra == rb, ra == ra)
c = A()
rc = weakref.ref(c)
del c
try:
    hash(rc)
except TypeError as e:
    print(e)


class Equal:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


x, y = Equal(), Equal()
print(weakref.ref(x) == weakref.ref(y), len({weakref.ref(x), weakref.ref(y)}))


class Slots:
    __slots__ = ("x",)


class WeakSlots:
    __slots__ = ("x", "__weakref__")


class MyList(list):
    pass


class MyInt(int):
    pass


for thing in (A, A(), lambda: 0, A().__init__, len, MyList(), {1}, frozenset(), (i for i in []), WeakSlots(), type, 1, "a", None, [], {}, (), Slots(), object(), 1.5, MyInt(3), range(2), ValueError()):
    try:
        weakref.ref(thing)
        print(type(thing).__name__, "yes", end="; ")
    except TypeError as e:
        print(e, end="; ")
print()
o = A()
m = weakref.ref(o.__init__)
print(m() is None, "a bound method dies at once")
wm = weakref.WeakMethod(o.__init__)
wm()(9)
print(o.n, wm() == o.__init__)
del o
print(wm())
try:
    weakref.ref()
except TypeError as e:
    print(e)
