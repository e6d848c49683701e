# throw() and close(): what context the exception gets, on which way, and classes that give no exception.

print("--- throw")
def show(label, e):
    out = []
    while e is not None and len(out) < 6:
        out.append(type(e).__name__ + str(e.args)); e = e.__context__
    print(label, out)
def g():
    try: yield 1
    except BaseException as e: show('in', e); raise
def run(label, mk, inner, exc):
    x = mk(); next(x)
    if inner:
        try: raise IndexError('caller')
        except IndexError:
            try: x.throw(exc)
            except BaseException as e: show(label, e)
    else:
        try: x.throw(exc)
        except BaseException as e: show(label, e)
run('plain', g, 0, ValueError('v')); run('caller', g, 1, ValueError('v')); run('class', g, 1, ValueError)
def h():
    try: raise KeyError('own')
    except KeyError: yield 2
run('own', h, 0, ValueError('v')); run('own caller', h, 1, ValueError('v'))
def d(): yield from g()
def dh():
    try: raise KeyError('outer own')
    except KeyError: yield from g()
def dhh():
    try: raise KeyError('outer own')
    except KeyError: yield from h()
for n, m in (('d', d), ('dh', dh), ('dhh', dhh)):
    for i in (0, 1): run(n + str(i), m, i, ValueError('v'))
class T:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a): print('throw', a); raise ValueError('from T')
def dt():
    try: raise KeyError('outer own')
    except KeyError: yield from T()
for i in (0, 1): run('dt', dt, i, OSError('v'))
class L:
    def __iter__(self): return iter([1,2,3])
def dl():
    try: raise KeyError('outer own')
    except KeyError: yield from L()
for i in (0, 1): run('dl', dl, i, OSError('v'))
def fin():
    try: yield
    finally: raise TypeError('fin')
for i in (0, 1): run('fin', fin, i, OSError('v'))
x = g()
try: raise IndexError('caller')
except IndexError:
    try: x.throw(ValueError('unstarted'))
    except ValueError as e: show('unstarted', e)
x = g(); list(x)
try: raise IndexError('caller')
except IndexError:
    try: x.throw(ValueError('finished'))
    except ValueError as e: show('finished', e)
def sub():
    try: yield
    except ValueError: raise TypeError('t')
for i in (0, 1): run('sub', sub, i, ValueError('v'))
def cl():
    try: raise KeyError('own')
    except KeyError:
        try: yield
        except GeneratorExit as e: show('close', e)
x = cl(); next(x)
try: raise IndexError('caller')
except IndexError: x.close()
x = cl(); next(x)
try: raise IndexError('caller')
except IndexError: del x
e = ValueError('reused')
try: raise IndexError('caller')
except IndexError:
    try: raise e
    except ValueError: pass
x = g(); next(x)
try: x.throw(e)
except ValueError as e: show('reused', e)

print("--- badnew")
class E(Exception):
    def __new__(cls, *a): return 5
class F(Exception):
    def __init__(self, *a): raise KeyError('init')
class G(Exception):
    def __new__(cls, *a): return ValueError('other')
def g():
    try: yield 1
    except BaseException as e: print('in', repr(e)); yield 2
def t(*a, **k):
    x = g(); next(x)
    try: print('out', x.throw(*a, **k))
    except BaseException as e: print('exc', repr(e))
t(E); t(F); t(G); t(E, 5); t(ValueError, 5); t(ValueError, (1, 2)); t(ValueError, None); t(ValueError, KeyError(3)); t(ValueError, ValueError(3)); t(LookupError, KeyError(3)); t(ValueError(1), 2); t(ValueError(1), None, None); t(5); t(int); t('x'); t(ValueError, None, 5); t(ValueError(1), None, 5); t(); t(1, 2, 3, 4); t(UnicodeDecodeError); t(UnicodeDecodeError, ('utf8', b'x', 0, 1, 'r'))
for c in (E, F, G):
    for s in ('raise c', 'raise c from None', 'raise c()'):
        try: exec(s)
        except BaseException as e: print(s, repr(e), repr(e.__cause__), repr(e.__context__))
def d():
    yield from g()
x = d(); next(x)
try: print(x.throw(E))
except BaseException as e: print('exc', repr(e))
