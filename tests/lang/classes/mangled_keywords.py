# Names of keyword arguments in a call are not mangled; parameters and everything else are.
class A:
    def g(self, **k): print(sorted(k))
    def f(self, __p=2, *, __q=1): print(__p, __q)
    def t(self):
        self.g(__a=1); self.g(__b__=2, _c=3); dict(__d=1); print(dict(__d=1)); self.f(__q=5) if 0 else None
        self.g(**{'__x': 1}); (lambda **k: print(k))(__e=4)
        self.g(*(), __f=6); print(sorted(dict(__h=1, **{'z': 2})))
    class __I(dict, metaclass=type): pass
    print([n for n in dir() if 'I' in n])
    def kw(self, __a): return __a
    x = property(lambda self, __z=3: __z)
A().t(); A().f(); print(A().x)
try: A().f(__q=3)
except TypeError as e: print(e)
print(A().f(_A__q=3))
class K:
    def __init_subclass__(cls, **k): print(sorted(k))
class B:
    class C(K, __kw=1): pass
    try: print(A.kw(0, __a=1))
    except TypeError as e: print(e)
    try: print(A.kw(0, _A__a=1))
    except TypeError as e: print(e)
    import os.path as __path
    print('_B__path' in dir())
    global __gl
    __gl = 1
    try: raise ValueError
    except ValueError as __e: print('_B__e' in dir())
    def __m(self): return self.__class__
    __m.__at = 1
    print(sorted(_B__m.__dict__), [__v for __v in [1]])
print('_B__gl' in globals())
