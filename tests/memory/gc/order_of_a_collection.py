"""What Python code sees of one collection, in which order: callbacks of weak references, then finalizers; who is brought back; what is counted."""
import gc
import weakref

gc.disable()
log = []


class C:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append("del " + self.name)


def show(*what):
    print(*what, log)
    log.clear()


def ring(*names):
    objects = [C(name) for name in names]
    for i, o in enumerate(objects):
        o.next = objects[(i + 1) % len(objects)]
    return objects


def callback(text):
    return lambda reference: log.append(text)


objects = ring("a", "b", "c")
references = [weakref.ref(o, callback("callback " + o.name)) for o in objects]
objects[0].own = weakref.ref(objects[1], callback("never: the reference is garbage itself"))
del objects
show(gc.collect())


class List(list):
    def __del__(self):
        log.append("del list")


items, d = List(), {}
items.append(items)
d["d"] = d
pair = (items, d)
d["pair"] = pair
reference = weakref.ref(items, callback("callback list"))
del items, d, pair
show(gc.collect())

print("--- brought back")
saved = []


class Returning:
    def __del__(self):
        log.append("returns")
        saved.append(self)


a = Returning()
a.me = a
reference = weakref.ref(a, callback("callback"))
del a
show(gc.collect(), gc.is_finalized(saved[0]), reference())
saved.clear()
show(gc.collect())
a, b = Returning(), Returning()
a.b, b.a = b, a
a.items = [a, 1]
del a, b
show(gc.collect(), len(saved))
saved.clear()
show(gc.collect())

print("--- weak references that die with their callback are counted")
kept = set()


def rings(count, use):
    for i in range(count):
        c = C(str(i))
        c.me = c
        use(c)
    del c


rings(2, lambda c: kept.add(weakref.ref(c, kept.discard)))
show(gc.collect(), len(kept))
values = weakref.WeakValueDictionary()
rings(2, lambda c: values.__setitem__(c.name, c))
show(gc.collect(), len(values))
keys = weakref.WeakKeyDictionary()
rings(2, lambda c: keys.__setitem__(c, 1))
show(gc.collect(), len(keys))
rings(2, lambda c: weakref.finalize(c, log.append, "finalize"))
show(gc.collect())
held = []
rings(2, lambda c: held.append(weakref.ref(c, callback("held"))))
show(gc.collect(), len(held))
print(gc.get_stats()[2]["collected"] > 0, gc.get_stats()[2]["uncollectable"])

print("--- what raises is reported and forgotten")


class Raising:
    def __repr__(self):
        return "Raising"

    def __del__(self):
        raise ValueError("in __del__")


r = Raising()
r.me = r
del r
print(gc.collect())


def raising_callback(reference):
    raise KeyError("in callback")


c = C("c")
c.me = c
reference = weakref.ref(c, raising_callback)
del c
show(gc.collect())
