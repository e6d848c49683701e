# Singletons and built-in classes have counts that tell the truth; what CPython starts at 999,999,999 starts there.
import sys

def rises(value):
    before = sys.getrefcount(value)
    holders = [value] * 1000
    with_them = sys.getrefcount(value)
    del holders
    return with_them - before, sys.getrefcount(value) - before

for value in (None, True, False, NotImplemented, ..., object, type, int, str, tuple, ValueError, type(None), len):
    print(repr(value), rises(value), sys.getrefcount(value) < 100_000)
for value in (5, -5, 256, (), "", "a", "\xff", b"", b"x"):
    print(repr(value), rises(value), 999_999_999 < sys.getrefcount(value) < 1_000_100_000)

# Who takes them gives them back: calls without a result, attributes, classes and their bases, exceptions on the way.
def nothing():
    pass

def fails():
    raise ValueError

class Base:
    pass

def work():
    for _ in range(100):
        nothing()
        x = [None, {None: None}, {None}, (None, True)]
        x.append(x.sort(key=lambda item: id(item)))
        class Child(Base, object):
            flag = True
        Child().flag
        isinstance(Child(), (Base, int))
        try:
            fails()
        except ValueError as error:
            error.__context__, error.__cause__
        "%s %r" % (None, True), f"{None}{False}", str(None), bool(NotImplemented is None)
        [None].index(None), (None,) == (None,), {None: 1}.get(None), getattr(Base, "missing", None)
        del Child, x

import gc
for _ in range(4):
    work()
    gc.collect()
before = [sys.getrefcount(value) for value in (True, False, object, int, ValueError, Base)]
work()
gc.collect()
print([after - b for b, after in zip(before, (sys.getrefcount(value) for value in (True, False, object, int, ValueError, Base)))])
