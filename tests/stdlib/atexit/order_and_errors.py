"""When exit functions run, in which order, and what becomes of their errors."""
import atexit
def t(f,*a):
    try: return f(*a)
    except BaseException as e: return repr(e)
print(t(atexit.register,3), [x for x in dir(atexit) if x[0]!='_'])
@atexit.register
def f(): print('f')
atexit.register(print,'x',sep='y')
class G:
    def __call__(self): raise ValueError('v')
    def __repr__(self): return '<G>'
g=G()
def k(): atexit.register(print,'new'); atexit.unregister(f)
atexit.register(g); atexit.register(k)
print(atexit._ncallbacks())
class E:
    def __eq__(self,o): raise KeyError(3)
print(t(atexit.unregister,E()), t(atexit.unregister,E))
class D:
    def __del__(self): print('del')
d=D(); atexit.register(lambda d: print('d'), d); del d
atexit.register(print, 'last')
raise SystemExit(3)
