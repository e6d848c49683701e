# A function that is given the code of a module or class runs it in its globals; eval and exec of a function's code call it.
x = 'global x'
def f(): return 1
f.__code__ = compile('x', 'm', 'exec'); print(f())
f.__code__ = compile('x = 5\nprint(x)', 'm', 'exec')
try: print(f())
except BaseException as e: print(type(e).__name__, e)
f.__code__ = compile('x', 'm', 'eval'); print(f())
f.__code__ = compile('print(x)', 'm', 'single'); print(f())
for s in ('del x', 'import os', 'from os import *', 'class A: pass', 'def g(): pass', 'for i in [1]: pass', 'x: int = 3', 'x: int', 'locals()', 'global x; x = 6', '[i for i in [1]]', 'lambda: x', 'exec("y = 1")', 'yy', 'print(x)', 'x + 1', 'raise ValueError(x)', 'import os.path', 'try: 1/0\nexcept ZeroDivisionError as x: pass', '[x := 1]', 'with open("/dev/null") as q: pass', '(x for x in [1])', 'dir()', 'vars()', 'eval("x")', '"doc"\n1', 'assert x', '__name__', 'print(__name__)', 'print'):
    f.__code__ = compile(s, 'm', 'exec')
    try: print(s, '|', f())
    except BaseException as e: print(s, '|', type(e).__name__, e)
    x = 'global x'

def body():
    class A:
        y = x
        z = 1
x = 3
c = body.__code__.co_consts[1]
def f(): pass
f.__code__ = c
try: print(f())
except BaseException as e: print(type(e).__name__, e)
try: exec(c); print('fine', z if 'z' in dir() else '')
except BaseException as e: print(type(e).__name__, e)
try: print(eval(c, {'__name__': 'k', 'x': 1}))
except BaseException as e: print(type(e).__name__, e)

def g():
    yield 1
    yield 2
async def co(): return 5
async def ag(): yield 1
def gx(a, b=2): yield a
for fn in (g, co, ag, gx, lambda: (yield)):
    for run in (eval, exec):
        try: r = run(fn.__code__); print(fn.__name__, run.__name__, type(r).__name__, repr(r)[:14])
        except BaseException as e: print(fn.__name__, run.__name__, type(e).__name__, e); continue
        if type(r).__name__ == 'generator':
            try: print(list(r))
            except BaseException as e: print(type(e).__name__, e)
        if type(r).__name__ == 'coroutine':
            try: r.send(None)
            except BaseException as e: print(type(e).__name__, e)
def p(a, b=1): return a
def cl():
    v = 1
    def inner(): return v
    return inner
for fn in (p, cl, cl(), (lambda *a, **k: (a, k)), (lambda *, k=1: k)):
    for run in (eval, exec):
        try: print(fn.__name__, type(run(fn.__code__)))
        except BaseException as e: print(fn.__name__, type(e).__name__, e)
ge = (i for i in [1, 2])
try: print(list(eval(ge.gi_code)))
except BaseException as e: print(type(e).__name__, e)
r = eval(g.__code__, {'q': 1}, {'w': 2}); print(sorted(r.gi_frame.f_globals), next(r), r.gi_frame.f_lineno, r.__name__, r.__qualname__); r.close()
