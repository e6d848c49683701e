"""WeakValueDictionary, WeakKeyDictionary, WeakSet, proxy, finalize."""
import weakref


class A:
    def __init__(self, n=0):
        self.n = n

    def __repr__(self):
        return f"A({self.n})"

    def __len__(self):
        return self.n

    def __add__(self, other):
        return self.n + other


v = weakref.WeakValueDictionary()
a, b = A(1), A(2)
v["a"], v["b"] = a, b
print(len(v), v["a"], v.get("z"), sorted(v), "a" in v, sorted(v.items()), sorted(map(str, v.values())))
del a
print(len(v), list(v), "a" in v, v.pop("b"), len(v))
v["temp"] = A(9)
print(len(v), v.setdefault("b", b) is b, dict(v))
try:
    v["nope"]
except KeyError as e:
    print("KeyError", e)
k = weakref.WeakKeyDictionary()
c = A(3)
k[c] = "three"
k[b] = "two"
print(len(k), k[c], c in k, sorted(k.values()))
del c
print(len(k), list(k.items()))
s = weakref.WeakSet([b])
d = A(4)
s.add(d)
print(len(s), d in s, sorted(x.n for x in s))
del d
print(len(s), b in s, A(2) in s)
for x in s:
    s.discard(x)
    break
print(len(s))
p = weakref.proxy(b)
print(p.n, len(p), p + 5, repr(p) == repr(b) or "proxy's own repr", type(p).__name__, p == b, bool(p))
p.n = 7
print(b.n)
del b, x
for use in ("p.n", "len(p)", "p + 1", "str(p)"):
    try:
        eval(use)
        print("?")
    except ReferenceError as e:
        print(use, e)
call = weakref.proxy(lambda_ := (lambda v: v * 2))
print(call(4), type(call).__name__)
e = A(5)
f = weakref.finalize(e, lambda *args, **kw: print("finalized", args, kw), 1, key=2)
print(f.alive, f.peek()[0] is e)
del e
print(f.alive, f(), f.peek())
g = A(6)
f = weakref.finalize(g, print, "never")
print(f.detach()[0] is g, f.alive)
del g
h = A(7)
f = weakref.finalize(h, print, "called by hand")
f()
del h
i = A(8)
weakref.finalize(i, print, "at exit")
f = weakref.finalize(i, print, "not at exit")
f.atexit = False
print("the end")
