"""The lru_cache wrapper: keys, eviction, keys that compare or clear or call again, counts and cycles."""
import gc
import sys
from _functools import _lru_cache_wrapper as W

gc.disable()


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, e)


class Info:
    def __init__(self, *numbers):
        self.numbers = numbers

    def __repr__(self):
        return "Info" + repr(self.numbers)


def g(*a, **k):
    print("call", a, k)
    return a, k


t(W, 3)
t(W, 3, 4, 5, 6)
t(W, print, 'a', 5, 6)
t(W, print, 2 ** 80, 5, 6)
t(W(g, 5, 0, None).cache_info)
w = W(g, 2, False, Info)
for arguments in (1, 2, 1, 3, 2):
    w(arguments)
w(1, a=3)
w(1, a=3)
print(w.cache_info(), w.cache_clear(), w.cache_info())
w = W(g, None, True, Info)
for arguments in (1, 1.0, 1, True):
    w(arguments)
w(1, b=2)
w(1, b=2.0)
w()
w()
print(w.cache_info())
w = W(g, 0, True, Info)
w(1), w(1)
print(w.cache_info())
for most in (0, None, 3):
    t(W(g, most, 0, Info), [])
w = W(g, -3, True, Info)
w(1)
print(w.cache_info(), w.__copy__() is w, w.__deepcopy__({}) is w)
w.note = 3
print(w.__dict__)


class A:
    method = W(lambda self, x: (x,), 5, False, Info)


a = A()
a.method(3), a.method(3)
print(A.method.cache_info(), A.method is A.__dict__["method"], type(a.method))
A.method.cache_clear()

# an argument and its result are held by the cache: twice the key (dict and link), once the result
key, result = object(), object()
w = W(lambda x: result, 3, False, Info)
before = sys.getrefcount(key), sys.getrefcount(result)
w((key,)), w((key,))
print(sys.getrefcount(key) - before[0], sys.getrefcount(result) - before[1])
w.cache_clear()
print(sys.getrefcount(key) - before[0], sys.getrefcount(result) - before[1])


class Key:
    """Runs something when it is compared."""
    hashes = 0

    def __init__(self, name, act=None):
        self.name, self.act = name, act

    def __hash__(self):
        Key.hashes += 1
        return 1

    def __eq__(self, other):
        for key in (self, other):
            act, key.act = key.act, None
            if act:
                act()
        return self.name == other.name

    def __repr__(self):
        return self.name


def fail():
    raise ValueError("no comparison")


for most in (1, 2, 3, None):
    w = W(lambda k: k.name * 2, most, False, Info)
    Key.hashes = 0
    print([w(Key(n)) for n in "abcabdaab"], w.cache_info(), Key.hashes)
    for act in (w.cache_clear, fail, lambda: w(Key("x")), lambda: [w(Key(n)) for n in "pqrs"], lambda: w(Key("a"))):
        for n in "abc":
            w(Key(n))
            w(Key(n, act)) if act is not fail else t(w, Key(n, act))
            w(Key(n + "!"))
            t(w, Key("a", act))
        print(w.cache_info().numbers[2:])
    w.cache_clear()


def calls_again(n):
    return n if n < 2 else again(n - 1) + again(n - 2) + again(n - 1)


for most in (1, 2, 3, 50, None):
    again = W(calls_again, most, False, Info)
    print(again(9), again.cache_info())

del w, again, A, a
gc.collect()
for most in (9, None):
    f = W(lambda x: x, most, 0, Info)
    f(f)
    f = None
    print(gc.collect())
