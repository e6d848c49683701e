# symtable: what the compiler knows of names, for each scope of a text.
import symtable
SRC = '''
import os, a.b as c
from x import y as z
g = 1
def f(p, *args, k=1, **kw):
    global g
    g = p
    loc: int = 2
    ann: str
    del loc
    def inner():
        nonlocal loc
        loc = free = p
        return [q for q in range(p) if (w := q)]
    class C(Base):
        attr = p
        def m(self): return super().x, __class__, self.__priv, attr
        def g(self): yield p
    lambda u, v=g: u + p + os
    return {1 for s in p}, {d: e for d, e in p}, (t for t in p), inner
class D:
    x = 1
    def x2(self): return x
    y: int
    z = [i for i in x]
try: pass
except E as exc: pass
with open() as fh: pass
for h in (): pass
async def co(): 
    async for i in h: await i
'''
def show(t, ind=0):
    print(' '*ind, t.get_type(), t.get_name(), t.get_lineno(), t.is_optimized(), t.is_nested(), t.has_children(), sorted(t.get_identifiers()))
    for s in sorted(t.get_symbols(), key=lambda s: s.get_name()):
        print(' '*ind, '  ', s.get_name(), *[n for n in dir(s) if n.startswith('is_') and n != 'is_namespace' and getattr(s, n)()], bin(s._Symbol__flags))
    if t.get_type() == 'function': print(' '*ind, t.get_parameters(), t.get_locals(), t.get_globals(), t.get_nonlocals(), t.get_frees())
    if t.get_type() == 'class': print(' '*ind, t.get_methods())
    print(' '*ind, t._table.varnames, list(t._table.symbols))
    for c in t.get_children(): show(c, ind+4)
show(symtable.symtable(SRC, 'f', 'exec'))
for m in ('exec', 'eval', 'single', 'bad'):
    try: print(symtable.symtable('x + 1', 'f', m))
    except Exception as e: print(type(e), e)
try: symtable.symtable('def f(x): global x', 'f', 'exec')
except SyntaxError as e: print(e.msg, e.lineno)
try: symtable.symtable('def f(', 'f', 'exec')
except SyntaxError as e: print(e.msg, e.lineno)
