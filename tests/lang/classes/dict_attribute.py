# __dict__ as a property, deleted, replaced; the attributes of functions.
class V:
    @property
    def __dict__(self): return {'a': 1}
print(vars(V()))
class W:
    @property
    def __dict__(self): raise ValueError('x')
try: vars(W())
except ValueError as e: print(e)
class X:
    __slots__ = ()
for o in (X(), 5, int, len):
    try: print(type(vars(o)))
    except TypeError as e: print(e)
class Y:
    __dict__ = 7
print(vars(Y()), dir(V())[-1])
def f(): pass
f.a = 1
try: del f.__dict__
except TypeError as e: print(e)
try: f.__dict__ = 5
except TypeError as e: print(e)
f.__dict__ = {'b': 2}; print(f.b)
class C: pass
c = C(); c.x = 1
del c.__dict__; print(c.__dict__)
try: c.__dict__ = 5
except TypeError as e: print(e)
import functools
p = functools.partial(f)
try: del p.__dict__
except TypeError as e: print(e)
e = Exception(); e.x = 1
try: del e.__dict__; print(e.__dict__)
except TypeError as x: print(x)
import types
m = types.ModuleType('m')
try: del m.__dict__
except (AttributeError, TypeError) as x: print(x)
for n in ('__code__', '__defaults__', '__kwdefaults__', '__name__', '__qualname__', '__annotations__', '__closure__', '__globals__', '__builtins__', '__module__', '__doc__'):
    def g(a, b=1, *, c=2) -> int: return a
    try: delattr(g, n); print(n, 'deleted', getattr(g, n, 'gone'))
    except Exception as x: print(n, type(x).__name__, x)
    for v in (5, None, 'x', (1, 2, 3, 4), {'z': 1}, f.__code__):
        try: setattr(g, n, v); print(n, 'set', type(v))
        except Exception as x: print(n, type(x).__name__, x)
