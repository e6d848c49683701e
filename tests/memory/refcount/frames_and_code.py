# A frame refers to its function and its code; a generator to its code twice, once for its frame.
import gc, sys

def running():
    return sys.getrefcount(running.__code__), sys.getrefcount(running)
print(running(), sys.getrefcount(running.__code__), sys.getrefcount(running))

def seen():
    before = sys.getrefcount(seen), sys.getrefcount(seen.__code__)
    frame = sys._getframe()
    return before, sys.getrefcount(seen), sys.getrefcount(seen.__code__)
print(seen())

def recursive(n):
    return recursive(n - 1) if n else (sys.getrefcount(recursive), sys.getrefcount(recursive.__code__))
print(recursive(10))

compiled = compile("import sys; print(sys.getrefcount(compiled))", "x", "exec")
exec(compiled)

def kept():
    try: 1 / 0
    except ZeroDivisionError as error: return error
error = kept()
print(sys.getrefcount(kept), sys.getrefcount(kept.__code__), [type(o).__name__ for o in gc.get_referents(error.__traceback__.tb_frame)])
del error
print(sys.getrefcount(kept), sys.getrefcount(kept.__code__))

def kinds(o):
    return [type(x).__name__ for x in gc.get_referents(o)]
def a():
    x = [1]; yield
def outer():
    n = [2]
    def b(): yield n
    return b
g = a(); print(kinds(g), sys.getrefcount(a), sys.getrefcount(a.__code__))
next(g); print(kinds(g), sys.getrefcount(a), sys.getrefcount(a.__code__))
f = g.gi_frame; print(kinds(g), kinds(f), sys.getrefcount(a), sys.getrefcount(a.__code__))
del f
list(g); print(kinds(g), sys.getrefcount(a), sys.getrefcount(a.__code__))
g = outer()(); next(g); print(kinds(g))
g = a(); g.close(); print(kinds(g), sys.getrefcount(a), sys.getrefcount(a.__code__))
g = a(); f = g.gi_frame; g.close(); print(kinds(g), kinds(f), sys.getrefcount(a.__code__), f.f_locals)
g = a(); next(g); f = g.gi_frame; del g; print(kinds(f), sys.getrefcount(a.__code__), f.f_locals)
del f
print(sys.getrefcount(a), sys.getrefcount(a.__code__))
async def coroutine(): pass
c = coroutine(); print(kinds(c), sys.getrefcount(coroutine.__code__)); c.close(); print(kinds(c), sys.getrefcount(coroutine.__code__))
async def asynchronous(): yield
c = asynchronous(); print(kinds(c), sys.getrefcount(asynchronous.__code__))
e = (i for i in [1, 2]); print(kinds(e)); next(e); print(kinds(e))

# A function that gets other code while it runs goes on with what it has.
names = {}
exec("""
def changing(other):
    changing.__code__ = other.__code__
    many = [bytearray(200) for i in range(100)]
    return 12345 + len(many)
def generating(other):
    yield 1
    generating.__code__ = other.__code__
    yield len([bytearray(200) for i in range(100)])
""", names)
def other(x): return 7
print(names["changing"](other), names["changing"](other))
g = names["generating"](other); print(next(g), next(g), next(g, "end"), names["generating"](other))
def raising(other):
    raising.__code__ = other.__code__
    try: 1 / 0
    except ZeroDivisionError as error: return error
error = raising(other)
print(error.__traceback__.tb_frame.f_code.co_name, error.__traceback__.tb_lineno - error.__traceback__.tb_frame.f_code.co_firstlineno, raising.__code__.co_name)
