# Deleting and setting what every class has.
class A:
    "doc"
for n in ('__doc__', '__module__', '__name__', '__qualname__', '__bases__', '__dict__', '__mro__', '__abstractmethods__', '__annotations__', '__base__', '__flags__', '__basicsize__', '__itemsize__', '__weakref__', '__slots__', '__class__', '__eq__'):
    try: delattr(A, n); print(n, 'deleted')
    except Exception as e: print(n, type(e).__name__, e)
    try: delattr(int, n); print(n, 'deleted')
    except Exception as e: print(n, type(e).__name__, e)
    try: setattr(A, n, 5); print(n, 'set')
    except Exception as e: print(n, type(e).__name__, e)
    try: setattr(int, n, 5); print(n, 'set')
    except Exception as e: print(n, type(e).__name__, e)
class Truth:
    def __bool__(self): raise ValueError('no truth')
try: A.__abstractmethods__ = Truth()
except ValueError as e: print(e, A.__dict__.get('__abstractmethods__'))
class D:
    __dict__ = 5
    __weakref__ = 6
print(D.__dict__['__dict__'], D().__dict__, D().__weakref__)
class V:
    @property
    def __dict__(self): return {'a': 1}
v = V()
v.b = 2
print(vars(v), v.b)
