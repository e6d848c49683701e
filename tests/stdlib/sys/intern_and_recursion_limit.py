"""sys.intern, the recursion limit, getrefcount, getallocatedblocks, _clear_type_cache: results, doc strings and errors."""
import sys


class Str(str):
    pass


def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


part = "some"
print((part + "thing") is (part + "thing"), sys.intern(part + "thing") is sys.intern(part + "thing"))
for text in """sys.intern(); sys.intern(1); sys.intern(None); sys.intern(b'a'); sys.intern('a', 'b'); sys.intern(string='a'); sys.intern(Str('a'))
sys.getrecursionlimit(); sys.getrecursionlimit(1); sys.setrecursionlimit(); sys.setrecursionlimit(0); sys.setrecursionlimit(-5)
sys.setrecursionlimit('a'); sys.setrecursionlimit(1.5); sys.setrecursionlimit(2**40); sys.setrecursionlimit(2**80); sys.setrecursionlimit(-2**80)
sys.setrecursionlimit(1, 2); sys.setrecursionlimit(limit=5); sys.setrecursionlimit(5000); sys.getrecursionlimit(); sys.setrecursionlimit(1000)
sys.getrefcount(); sys.getrefcount(1, 2); sys.getrefcount(object=1); sys.getrefcount([]); sys.getrefcount(object())
sys.getallocatedblocks(1); sys.getallocatedblocks() > 100; sys._clear_type_cache(); sys._clear_type_cache(1); sys._debugmallocstats(1)
""".strip().replace("\n", "; ").split("; "):
    attempt(text)
for name in ("intern", "getrecursionlimit", "setrecursionlimit", "getrefcount", "getallocatedblocks", "_clear_type_cache", "_debugmallocstats"):
    print(name, "|", getattr(sys, name).__doc__)


def depth_reached(depth):
    try:
        return depth_reached(depth + 1)
    except RecursionError as error:
        return depth, str(error)


sys.setrecursionlimit(100)
reached = depth_reached(0)
sys.setrecursionlimit(1000)
print(reached, depth_reached(0))


def set_deep(depth, limit):
    if depth:
        return set_deep(depth - 1, limit)
    try:
        sys.setrecursionlimit(limit)
    except RecursionError as error:
        return str(error)


print(set_deep(50, 20), set_deep(50, 53), set_deep(50, 54), sys.getrecursionlimit(), sep="\n")
sys.setrecursionlimit(1000)


class Cached:
    def method(self):
        return 1


c = Cached()
print(c.method())
sys._clear_type_cache()
Cached.method = lambda self: 2
print(c.method())

before = sys.getallocatedblocks()
kept = [[i] for i in range(1000)]
during = sys.getallocatedblocks()
del kept
after = sys.getallocatedblocks()
print(during - before > 1500, after - before < 200)
