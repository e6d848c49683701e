# Functions whose __code__, __defaults__ and __kwdefaults__ do not fit together.
def f(a, b): return (a, b)
def g(a, b, c): return (a, b, c)
def h(): return 'h'
def k(*a, x=1, **kw): return (a, x, kw)
def gen(): yield 'gen'
async def co(): return 'co'
def cell():
    v = 1
    return lambda: v
F = lambda *a: None
for code in (g, h, k, gen, co, cell(), cell):
    def t(a, b): return 'orig'
    try: t.__code__ = code.__code__
    except Exception as e: print(type(e).__name__, e); continue
    for args in ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)):
        try: print(t.__name__, args, str(t(*args))[:20])
        except Exception as e: print(args, type(e).__name__, e)
c = cell()
try: c.__code__ = f.__code__
except ValueError as e: print(e)
for v in (5, None, 'x'):
    try: f.__code__ = v
    except TypeError as e: print(e)

def f(a, b): return (a, b)
for d in ((1, 2, 3), (1,), (1, 2), (), None, [1], 5, (1, 2, 3, 4, 5)):
    try: f.__defaults__ = d
    except TypeError as e: print(e); continue
    for args in ((), (7,), (7, 8), (7, 8, 9), (7, 8, 9, 10)):
        for kw in ({}, {'a': 1}, {'b': 1}, {'c': 1}):
            try: print(d, args, kw, f(*args, **kw))
            except TypeError as e: print(d, args, kw, e)
def h(): return 'h'
h.__defaults__ = (1, 2)
for args in ((), (7,), (7, 8, 9)):
    try: print(h(*args))
    except TypeError as e: print(e)
def k(*, a, b=2): return (a, b)
for d in ({'a': 1}, {'c': 3}, {}, None, {1: 2}, {'a': 1, 'b': 5, 'z': 7}, 5):
    try: k.__kwdefaults__ = d
    except TypeError as e: print(e); continue
    for kw in ({}, {'a': 9}, {'b': 9}, {'c': 9}):
        try: print(k(**kw))
        except TypeError as e: print(e)
def r(a, *rest, b): return (a, rest, b)
r.__defaults__ = (1, 2, 3)
for args in ((), (7,), (7, 8)):
    try: print(r(*args, b=1))
    except TypeError as e: print(e)
    try: print(r(*args))
    except TypeError as e: print(e)
class C:
    def m(self): pass
C.m.__defaults__ = (1, 2, 3)
try: C().m(1, 2)
except TypeError as e: print(e)
try: C.m(); print('fine')
except TypeError as e: print(e)
C.__init__ = f
try: C(1, 2, 3)
except TypeError as e: print(e)
