import collections, collections.abc, copy, gc, random, sys, weakref
from collections import OrderedDict as O

print([sys.getsizeof(O.fromkeys(range(n))) for n in (0, 1, 5, 6, 64)], O.__basicsize__)
o = O(a=1, b=2)
print(vars(o), type(O.move_to_end).__name__, O.__module__, O.__name__, O.__bases__)
gc.collect(); before = len(gc.get_objects()); many = O.fromkeys(range(100)); print(len(gc.get_objects()) - before)
print(O(), o, O([("x", [1])]), O({1: 2}), O(o, c=3), O(zip("ab", (1, 2))), len(o), "a" in o, o["b"], o.get("z"), o.get("z", 5))

def attempt(f, *args):
    try: return f(*args)
    except Exception as error: return type(error).__name__, str(error)

for bad in (lambda: O(1), lambda: O([1]), lambda: O([()]), lambda: O([(1,)]), lambda: O([(1, 2, 3)]), lambda: O(1, 2), lambda: O().update(1, 2), lambda: O()["x"],
            lambda: O().popitem(), lambda: O().popitem(False), lambda: O().pop("x"), lambda: O().move_to_end("x"), lambda: o.move_to_end("x"), lambda: o.__delitem__("x"),
            lambda: o.__setitem__([], 1), lambda: o.move_to_end([]), lambda: o < o, lambda: hash(o), lambda: O.fromkeys(5), lambda: O(None), lambda: o | 5, lambda: o | [("c", 1)]):
    print(attempt(bad))

o = O.fromkeys("abcde")
for args in (("c",), ("a",), ("e", False), ("b", True), ("e", False), ("d", 0)):
    o.move_to_end(*args)
    print("".join(o), end=" ")
o.move_to_end(key="a", last=False)
print("".join(o), "".join(reversed(o)), o.popitem(), o.popitem(last=False), o.pop("d"), o.pop("d", 7), o.pop(key="zz", default=8), "".join(o))
print(o.setdefault("a", 1), o.setdefault("n"), o.setdefault("m", 2), o)
o["a"] = 5; del o["n"]; o["n"] = 6
print(o, list(o.keys()), list(o.values()), list(o.items()), o.keys(), o.values(), o.items())
print(list(reversed(o.keys())), list(reversed(o.values())), list(reversed(o.items())), len(o.keys()))
print(type(o.keys()).__name__, type(iter(o)).__name__, type(o.keys()).__mro__[1].__name__, isinstance(o.items(), collections.abc.ItemsView))
print(o.keys() & {"a", "q"}, sorted(o.keys() | {"q"}), o.items() & [("a", 5)], o.keys() == {"a", "m", "n", "e", "c"} | set(o), ("a", 5) in o.items(), {"a"} < o.keys())

a, b = O(x=1, y=2), O(y=2, x=1)
print(a == b, a != b, a == dict(b), dict(a) == b, a == O(x=1, y=2), a != O(x=1, y=2), a == 5, a == collections.Counter(x=1, y=2))
print(a | b, a | {"z": 3}, {"z": 3} | a, type({"z": 3} | a).__name__)
a |= [("q", 1)]; print(a)
a |= b; print(a, list(a))
a.update(b, w=9); print(a); a.update([("v", 8)]); a.update(); print(a)
c = a.copy(); c["new"] = 1; print(c is a, len(c) - len(a), type(c))
a.clear(); print(a, list(a), len(a), sys.getsizeof(a)); a["k"] = 1; print(a)
class Sub(O):
    def __init__(self, *args, **kwargs): self.note = "n"; super().__init__(*args, **kwargs)
    def __setitem__(self, key, value): super().__setitem__(key, value)
    def __missing__(self, key): return "missing " + key
s = Sub([("p", 1), ("q", 2)])
print(s, s["zz"], s.copy(), type(s.copy()).__name__, Sub.fromkeys("ab"), s.setdefault("p", 3), s.__reduce__()[:3], s == O(p=1, q=2), vars(s), s | {"r": 1})
print(copy.copy(s), copy.copy(s).note, copy.deepcopy(s), O(a=1).__reduce__()[:4])
r = O(); r["self"] = r; print(r); del r["self"]
class Asks:
    def keys(self): return ["k1", "k2"]
    def __getitem__(self, key): return key.upper()
class Items:
    def items(self): return [("i", 1)]
print(O(Asks()), O(Items()), O(**{"kw": 1}))

def iterate(change, make=lambda: O.fromkeys("abc", 1), how=iter):
    o = make(); seen = []
    try:
        for k in how(o): seen.append(k); change(o, k)
    except RuntimeError as error: return "".join(map(str, seen)), str(error)
    except KeyError as error: return "".join(map(str, seen)), "KeyError", error.args
    return "".join(map(str, seen))
for change in (lambda o, k: o.pop(k), lambda o, k: o.__setitem__("z", 1), lambda o, k: o.move_to_end(k), lambda o, k: o.__setitem__(k, 5), lambda o, k: o.clear(), lambda o, k: dict.__setitem__(o, "y", 1),
               lambda o, k: dict.__delitem__(o, "c"), lambda o, k: dict.clear(o), lambda o, k: o.move_to_end("c"), lambda o, k: o.move_to_end("a", False)):
    print(iterate(change), iterate(change, how=reversed), iterate(change, how=lambda o: o.keys()))
it = iter(O.fromkeys("ab").items()); first = next(it); del first; print(list(it), list(it), next(it, "end"))

d = collections.defaultdict(); d.__init__(list, a=1); print(d, d["x"])

# Changed behind its back, by dict's own methods.
o = O.fromkeys("abc"); dict.__setitem__(o, "d", 4); print(o, len(o), list(o)); o["d"] = 5; print(list(o))
o = O.fromkeys("abc"); dict.__delitem__(o, "b"); print(len(o), attempt(list, o), attempt(repr, o)); o["b"] = 2
o = O.fromkeys("abc"); dict.clear(o); print(len(o), o); o["a"] = 1

# Keys compared by Python code that changes the dict.
class Key:
    def __init__(self, name, do=None): self.name, self.do = name, do
    def __hash__(self): return 1
    def __eq__(self, other):
        if self.do: do, self.do = self.do, None; do()
        return isinstance(other, Key) and self.name == other.name
    def __repr__(self): return self.name
for name in ("set", "pop", "move", "del", "setdefault", "get"):
    o = O(); o[Key("k1")] = 1; o[Key("k2")] = 2
    for doing in (o.clear, lambda: o.__setitem__(Key("k9"), 9), lambda: o.popitem()):
        key = Key("k2", doing)
        print(name, attempt({"set": lambda: o.__setitem__(key, 3), "pop": lambda: o.pop(key), "move": lambda: o.move_to_end(key), "del": lambda: o.__delitem__(key),
                             "setdefault": lambda: o.setdefault(key, 4), "get": lambda: o.get(key)}[name]), len(o), end="; ")
    print()

# What keeps what alive.
class Value:
    def __init__(self, n): self.n = n
    def __del__(self): print("freed", self.n, end=" ")
o = O((i, Value(i)) for i in range(3)); del o[1]; o[2] = None; o.popitem(False); o.clear(); print()
key = "key %d" % 1; before = sys.getrefcount(key); o = O(); o[key] = 1; print(sys.getrefcount(key) - before, end=" "); del o[key]; print(sys.getrefcount(key) - before)
w = O(a=1); ref = weakref.ref(w); del w; print(ref())
cyclic = O(); cyclic["me"] = cyclic; cyclic.attribute = cyclic; del cyclic; print(gc.collect() > 0)

# Many random steps.
rnd = random.Random(7); o, total = O(), 0
for step in range(6000):
    k = rnd.randrange(120)
    what = rnd.randrange(9)
    if what < 4: o[k] = step
    elif what == 4: o.pop(k, None)
    elif what == 5 and k in o: o.move_to_end(k, rnd.random() < .5)
    elif what == 6 and o: o.popitem(rnd.random() < .5)
    elif what == 7: o.setdefault(k, step)
    elif what == 8 and k in o: del o[k]
    if step % 50 == 0: total = (total * 31 + hash(tuple(o.items())) + sys.getsizeof(o)) % 1000000007
print(len(o), total, list(o)[:10], list(reversed(o))[:10])
