"""gc.collect() returns how many unreachable objects it found: instances, their containers, and what hangs on a cycle."""
import gc

gc.disable()
gc.collect()


class A:
    pass


def found():
    return gc.collect()


print("nothing:", found())
l = []
l.append(l)
del l
print("a list in itself:", found())
a, b = [], []
a.append(b)
b.append(a)
del a, b
print("two lists:", found())
d = {}
d["d"] = d
del d
print("a dict in itself:", found())
x = A()
x.me = x
del x
print("an instance in itself:", found())
x = A()
x.__dict__
x.me = x
del x
print("with its dict asked for:", found())
p, q = A(), A()
p.other, q.other = q, p
del p, q
print("two instances:", found())
l = [1, "text", (1, 2), 3.5]
l.append(l)
del l
print("with atoms:", found())
l = [[], {}, [[]], set()]
l.append(l)
del l
print("with containers hanging on:", found())
t = ([],)
t[0].append(t)
del t
print("tuple and list:", found())


def f():
    def g():
        return g
    return g


f()
print("a function in its own cell:", found())


def gen():
    me = yield
    yield me


g = gen()
next(g)
g.send(g)
del g
print("a generator that holds itself:", found())
try:
    raise ValueError
except ValueError as e:
    e.me = e
print("an exception in its own dict:", found() > 0)


class C:
    pass


del C
print("a class is always in cycles:", found() > 0)
print("again nothing:", found())
kept = []
kept.append(kept)
print("reachable:", found())
inner = []
inner.append(inner)
kept.append(inner)
del inner
print("reachable through a cycle:", found())
kept.clear()
print("no longer:", found())
print([len(gc.garbage), gc.isenabled()])
