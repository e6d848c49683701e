# __slots__ in classes derived from built-in ones, and names that are none.
for b in (int, str, bytes, tuple, float, complex, list, dict, set, bool, type, Exception, object, frozenset, bytearray, property, super, staticmethod):
    for s in ((), ('a',), ('__dict__',), ('__weakref__',), ('__dict__', '__weakref__')):
        try: c = type('C', (b,), {'__slots__': s}); print(b.__name__, s, 'fine', c.__basicsize__, c.__itemsize__, c.__slots__)
        except TypeError as e: print(b.__name__, s, e)


class A: __slots__ = ('a', 'a')
print(A.__slots__)
for s in (('__dict__', '__dict__'), ('__weakref__', '__weakref__'), '1a', ('a b',), 5, (5,), 'abc', {'a': 'doc'}, iter(['q']), ('__class__',), ('__slots__',), ('__qualname__',), ('__doc__',)):
    try: c = type('C', (), {'__slots__': s}); print(s if not hasattr(s, '__next__') else '', [n for n in dir(c) if n[0] != '_'], c.__slots__ if not hasattr(s, '__next__') else '')
    except Exception as e: print(type(e).__name__, e)
class P: pass
for s in (('__dict__',), ('__weakref__',)):
    try: type('C', (P,), {'__slots__': s})
    except TypeError as e: print(e)
