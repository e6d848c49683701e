"""weakref: WeakValueDictionary, WeakKeyDictionary, WeakSet, WeakMethod, finalize, proxies."""
import gc
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Thing({self.name})"

    def shout(self):
        return self.name.upper()


a, b = Thing("a"), Thing("b")
values = weakref.WeakValueDictionary(one=a, two=b)
print(sorted(values), values["one"], len(values), "two" in values, values.get("three", 0))
del a
print(sorted(values), len(values), values.get("one"))
values.setdefault("four", b)
print(sorted(values.items(), key=str), values.pop("four"), list(values.values()))
keys = weakref.WeakKeyDictionary()
c = Thing("c")
keys[b], keys[c] = 1, 2
print(len(keys), keys[c], b in keys, sorted(keys.values()))
del c
print(len(keys), list(keys.items()))
things = weakref.WeakSet([b])
d = Thing("d")
things.add(d)
print(len(things), d in things, sorted(t.name for t in things))
del d
print(len(things), [t.name for t in things], things == weakref.WeakSet([b]))
method = weakref.WeakMethod(b.shout)
print(method()(), method().__self__ is b)
p = weakref.proxy(b)
print(p.name, p.shout(), type(p).__name__)
log = []
final = weakref.finalize(b, log.append, "finalized")
print(final.alive, final.peek()[2:], weakref.getweakrefcount(b) >= 4)
del b
print(log, final.alive, final(), method(), len(things), len(keys), len(values))
try:
    p.name
except ReferenceError as e:
    print(e)
cycle = Thing("cycle")
cycle.me = cycle
ref = weakref.ref(cycle, lambda r: log.append("callback"))
del cycle
gc.collect()
print(ref(), log)
e = Thing("e")
early = weakref.finalize(e, lambda: log.append("early"))
early()
early()
print(log[-1], early.detach())
late = Thing("at exit")
weakref.finalize(late, print, "at exit", late.name)
