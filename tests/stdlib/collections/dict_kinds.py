"""defaultdict, OrderedDict, Counter, ChainMap, UserDict."""
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict

d = defaultdict(list, {"a": [1]})
d["b"].append(2)
print(d, d["c"], d.get("z"), "z" in d, d.default_factory, len(d), dict(d))
d.default_factory = None
try:
    d["zz"]
except KeyError as e:
    print("KeyError", e)
n = defaultdict(int)
for c in "hello":
    n[c] += 1
print(dict(n), n.copy(), defaultdict(lambda: 5)["x"], n | {"q": 1})
try:
    defaultdict(5)
except TypeError as e:
    print(e)
o = OrderedDict([("b", 1), ("a", 2)])
o["c"] = 3
o.move_to_end("b")
o.move_to_end("c", last=False)
print(o, list(reversed(o)), o.popitem(), o.popitem(last=False), o == {"a": 2}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), repr(OrderedDict()))
try:
    o.move_to_end("zz")
except KeyError as e:
    print("KeyError", e)
c = Counter("abracadabra")
print(c, c.most_common(2), c["zzz"], sorted(c.elements())[:6], c.total(), Counter(a=1) + Counter(a=2, b=1), Counter(a=3) - Counter(a=1, b=5), Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3, b=1) | Counter(a=1, b=2))
c.update("aaa")
c.subtract({"b": 5})
del c["r"]
print(c, +c, -c, c == Counter(dict(c)), Counter([1, 1, 2]) >= Counter([1]), Counter(a=0) == Counter(), "zzz" in c)
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m, m["a"], m["b"], sorted(m), len(m), m.maps[0], m.new_child({"b": 9})["b"], m.parents, dict(m) == {"a": 1, "b": 3, "c": 4})
for wrong in ("m['zz']", "m.pop('b')", "Counter(5)", "Counter.fromkeys('ab')"):
    try:
        eval(wrong)
    except (KeyError, TypeError, NotImplementedError) as e:
        print(wrong, type(e).__name__, e)


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


l = Lower(A=1)
l["B"] = 2
l.update(C=3)
print(l, l.data, "a" in l, UserList([1, 2]) + [3])
