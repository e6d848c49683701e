# Code objects: names, constants, lines and positions, replace, equality, weak references.
import types
def f(a, b=1, *c, d, **e):
    "doc"
    x = a.foo + 1
    y = [b, 'two', 3.0, (1, 2)]
    def g(): return x
    global zz
    zz = len(y)
    return g(k=5)
def h(a): return 1 if a else None
def n(): pass
l = lambda: 5
class C:
    y = 1
for q in f, h, n, l:
    c = q.__code__
    print(c.co_names, c.co_varnames, c.co_cellvars, [k if not isinstance(k, types.CodeType) else 'code' for k in c.co_consts])
c = f.__code__
print(len(list(c.co_positions())) * 2 == len(c.co_code))
lines = [x[2] for x in c.co_lines() if x[2]]
print([b for a, b in zip([0] + lines, lines) if a != b])
print(all(a < b for a, b, line in c.co_lines()), type(c.co_lines()).__name__, type(c.co_positions()).__name__)
def at(x):
    return (1 +
            x.y)
print({p for p in at.__code__.co_positions() if p[1] != p[0]})
c2 = c.replace()
print(c == c2, c is c2, hash(c) == hash(c2), c2.replace(co_name='q') == c, c.replace(co_firstlineno=100).co_firstlineno)
h.__code__ = h.__code__.replace(co_consts=tuple(7 if k == 1 else k for k in h.__code__.co_consts))
print(h(1), h(0))
for bad in dict(foo=1), dict(co_name=1), dict(co_varnames=5), dict(co_names=[]):
    try: print(c.replace(**bad))
    except Exception as e: print(type(e).__name__, e)
import weakref
print(weakref.ref(c)() is c)
def m(): pass
def m2(): pass
print(m.__code__ == m2.__code__, eval('(lambda: 1).__code__ == (lambda: 1).__code__'), compile('x+1','f','eval') == compile('x+1','f','eval'), {compile('1','f','eval'), compile('1','f','eval')}.__len__())
