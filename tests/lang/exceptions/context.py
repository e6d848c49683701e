# __context__: rings are cut, rings that are there already do no harm; an exception raised again gets a new one.

print("--- ring")
def chain(e):
    out, seen = [], set()
    while e is not None and id(e) not in seen:
        seen.add(id(e)); out.append(type(e).__name__ + str(e.args)); e = e.__context__
    return out
e = ValueError(1); e.__context__ = e
try:
    try: raise e
    except ValueError: raise KeyError(2)
except KeyError as k: print(chain(k))
a, b, c = ValueError('a'), ValueError('b'), ValueError('c')
a.__context__, b.__context__, c.__context__ = b, c, a
for x in (a, b, c):
    try:
        try: raise x
        except ValueError: raise KeyError(2)
    except KeyError as k: print(chain(k), chain(x))
h = ValueError('h'); h.__context__ = a
try:
    try: raise h
    except ValueError: raise b
except ValueError as k: print(chain(k), chain(h), chain(a))
a.__context__, b.__context__, c.__context__ = b, c, None
try:
    try: raise a
    except ValueError: raise c
except ValueError as k: print(chain(k), chain(a))

print("--- again")
first = ValueError('a')
try:
    try: raise KeyError('k1')
    except KeyError: raise first
except ValueError: pass
print(repr(first.__context__))
try:
    try: raise KeyError('k2')
    except KeyError: raise first
except ValueError: pass
print(repr(first.__context__))
try: raise first
except ValueError: pass
print(repr(first.__context__))
try:
    try: raise KeyError('k3')
    except KeyError:
        try: raise first
        except ValueError: raise
except ValueError as e: print(repr(e.__context__))
try:
    try: 1/0
    finally: raise first
except ValueError as e: print(repr(e.__context__))
def f():
    try: raise TypeError
    except TypeError:
        try: raise KeyError
        except KeyError: pass
        raise first
try: f()
except ValueError as e: print(repr(e.__context__))
