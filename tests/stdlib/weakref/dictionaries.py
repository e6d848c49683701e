"""WeakValueDictionary, WeakKeyDictionary and WeakSet: every method, and what happens when a key or value goes, also during a loop."""
import copy
import gc
import weakref


class C:
    def __init__(self, number):
        self.number = number

    def __repr__(self):
        return f"C{self.number}"

    def __eq__(self, other):
        return isinstance(other, C) and self.number == other.number

    def __lt__(self, other):
        return self.number < other.number

    def __hash__(self):
        return hash(self.number)


def attempt(do, *args):
    try:
        print(do(*args))
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])


print("--- WeakValueDictionary")
a, b, c = C(1), C(2), C(3)
d = weakref.WeakValueDictionary()
d["a"], d["b"] = a, b
d.update({"c": c})
print(len(d), sorted(d), sorted(d.items()), sorted(d.values()), "a" in d, "z" in d, d.get("a"), d.get("z"), d.get("z", 5), d["b"])
attempt(lambda: d["z"])
attempt(lambda: d.__delitem__("z"))
attempt(lambda: d.pop("z"))
print(d.pop("z", 9), d.pop("a"), d.setdefault("q", a), d.setdefault("q", b))
del c
print(sorted(d), sorted(r() for r in d.valuerefs()), sorted(r() for r in d.itervaluerefs()), sorted(d.copy()), sorted(copy.deepcopy(d)))
print(sorted(d | {"r": b}), sorted({"r": b} | d))
d |= {"s": a}
print(sorted(d))
attempt(lambda: d | 5)
attempt(lambda: d.__setitem__("x", 5))
d.clear()
attempt(d.popitem)
attempt(lambda: weakref.WeakValueDictionary(1))
attempt(lambda: weakref.WeakValueDictionary(1, 2))
print(sorted(weakref.WeakValueDictionary([("x", a)], y=b)))
d["a"] = a
for key in d:
    del a
    break
print(list(d), len(d))

print("--- WeakKeyDictionary")
a = C(1)
d = weakref.WeakKeyDictionary()
d[a], d[b] = 1, 2
print(len(d), sorted(d), sorted(d.values()), a in d, C(1) in d, 5 in d, d[C(2)], d.get(C(9)), d.get(a))
attempt(lambda: d[C(9)])
attempt(lambda: d[5])
attempt(lambda: d.__setitem__(5, 5))
attempt(lambda: d.__delitem__(5))
print(d.setdefault(a, 7), d.pop(a), d.pop(a, 8))
attempt(lambda: d.pop(C(5)))
c = C(3)
d.update({c: 3})
del c
print(sorted(d.items()), d.keyrefs()[0](), d.copy()[b], dict(d | {a: 1}) == {a: 1, b: 2})
print(d.popitem())
attempt(d.popitem)
d[a] = a
del a
gc.collect()
print(len(d), "the value keeps the key")
d.clear()
print(len(d), d == weakref.WeakKeyDictionary())

print("--- WeakSet")
a, b, c = C(1), C(2), C(3)
s = weakref.WeakSet([a, b])
print(len(s), sorted(s), a in s, 5 in s, C(2) in s)
s.add(c)
del c
print(len(s))
attempt(s.add, 5)
attempt(s.remove, C(9))
s.discard(C(9))
attempt(s.discard, [])
print(sorted(s | {C(1)}), sorted(s & {a}), sorted(s - {a}), sorted(s ^ {a}), s == {a, b}, s <= {a, b, 1}, s < {a, b})
print(s.issubset([a, b]), s.issuperset([a]), s.isdisjoint([a]), s >= {a}, s > {a}, len(s.union([a])), sorted(s.intersection([b])))
s |= {a}
s &= {a}
s ^= {b}
print(sorted(s))
s -= {a}
print(sorted(s), s.pop(), len(s))
attempt(s.pop)
s.update([a])
t = s.copy()
print(len(t), t is s, s == t, s != t, repr(s) == repr(s.data), weakref.WeakSet[int])
attempt(hash, s)
attempt(weakref.WeakSet, 5)
s.difference_update(t)
s.symmetric_difference_update(t)
s.intersection_update(t)
print(len(s), s.symmetric_difference([a]) == set())
s = weakref.WeakSet()
kept = [C(i) for i in range(5)]
s.update(kept)
iterator = iter(s)
next(iterator)
kept.clear()
print(len(s) <= 1, len(s.data))
del iterator
gc.collect()
print(len(s), len(s.data))
