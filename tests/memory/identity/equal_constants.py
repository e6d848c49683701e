# Equal constants of one source are one object, also in different functions.
import sys

def f(): return 1000, "two words", 2.5, (1, "a"), 2j, b"bytes"
def g(): return 1000, "two words", 2.5, (1, "a"), 2j, b"bytes"
print([a is b for a, b in zip(f(), g())], f() is g())

def h(): return 1000
print(h() is f()[0])
module_level = 123456
def k(): return 123456
print(k() is module_level)
def one(): return 88888.5
def two(): return 88888.5
print(one() is two(), one() is 88888.5 / 1)

def alike(): return [1, 1.0, True, 0.0, -0.0, 0j, -0j, (1,), (1.0,), (True,), (0.0,), (-0.0,), b"1", "1"]
print(alike(), [a is b for a, b in zip(alike(), alike())])
print(2 * 61728 is module_level, (1, "a") is f()[3], -(-1000) is h())
class C:
    def method(self, x=88888.5): return x
    inner = lambda self: (88888.5, "two words")
print(C().method() is one(), C().inner()[0] is one(), C().inner()[1] is f()[1])
print([x for x in [88888.5]][0] is one(), next(x for x in (88888.5,)) is one())

def in_set(x): return x in {1000, "two words"}
def in_set_too(x): return x in {1000, "two words"}
print([c for c in in_set.__code__.co_consts if isinstance(c, frozenset)][0] is [c for c in in_set_too.__code__.co_consts if isinstance(c, frozenset)][0])

first, second = {}, {}
exec("def f(): return 1000.5", first)
exec("def f(): return 1000.5", second)
print(first["f"]() is second["f"](), first["f"]() is first["f"]())
