# A class attribute whose own class becomes a descriptor's (or is no longer) is seen at once, whatever was cached before.
print("---")
class D: pass
class A:
    x = D()
    y = D()
    def __init__(self): self.x = 'inst'
def get(a): return a.x
def put(a, v): a.x = v
def gety(a): return a.y
def call(a): return a.y()
a = A()
for i in range(20): assert get(a) == 'inst'
for i in range(20): put(a, 'inst')
for i in range(20): assert type(gety(a)) is D
D.__call__ = lambda self: 'called'
for i in range(20): assert call(a) == 'called'
D.__get__ = lambda self, i, o: 'got'
print(get(a), gety(a), A.x, A.y)
try: print(call(a))
except TypeError as e: print(e)
D.__set__ = lambda self, i, v: print('set', v)
print(get(a), gety(a)); put(a, 5); print(a.__dict__)
del D.__get__
print(get(a), type(gety(a))); put(a, 6)
del D.__set__
print(get(a), type(gety(a))); put(a, 7); print(get(a))

print("---")
class D: pass
class A:
    __slots__ = ('s',)
    x = D()
def get(o): return o.x
def cget(): return A.x
a = A()
for i in range(20): get(a); cget()
D.__get__ = lambda *a: 'got'
print(get(a), cget())
class Meta(type): z = D()
class B(metaclass=Meta):
    z = 1
def bz(): return B.z
for i in range(20): assert bz() == 1
del D.__get__
for i in range(20): assert bz() == 1
D.__get__ = lambda *a: 'meta got'
D.__set__ = lambda *a: print('meta set')
print(bz())
B.z = 3
del D.__set__
print(bz())
B.z = 4
print(bz())

print("---")
class F: pass
class A:
    m = F()
def call(a): return a.m(1)
a = A()
F.__call__ = lambda self, *x: ('call', len(x))
for i in range(20): call(a)
F.__get__ = lambda self, i, o: lambda *x: ('bound', x)
print(call(a))
del F.__get__
print(call(a))
class P(property): pass
class A2:
    p = P(lambda s: 'prop')
def gp(a): return a.p
a2 = A2()
for i in range(20): gp(a2)
P.__get__ = lambda *a: 'over'
print(gp(a2))
del P.__get__
print(gp(a2))
class Base: pass
class Sub(Base):
    v = 1
def gv(o): return o.v
s = Sub(); s.v = 2
for i in range(20): gv(s)
class Desc:
    pass
Sub.v = Desc()
for i in range(20): print(gv(s)) if i == 0 else gv(s)
Base.__getattribute__ = lambda self, n: 'ga'
print(gv(s))
del Base.__getattribute__
print(gv(s))
Desc.__set__ = lambda *a: None
print(gv(s))
Desc.__get__ = lambda *a: 'desc'
print(gv(s))
Desc.__delete__ = lambda *a: print('deleted')
del s.v

print("---")
import types, math
m = types.ModuleType('m'); m.x = 1
def mx(): return m.x
for i in range(20): mx()
class E(Exception):
    code = 1
def ec(e): return e.code
e = E(); e.code = 2
for i in range(20): ec(e)
class DD:
    def __get__(self, i, o): return 'dd'
    def __set__(self, i, v): pass
E.code = DD()
print(ec(e))
class O:
    def __init__(self): self.f = lambda: 'inst f'
    def f(self): return 'class f'
def cf(o): return o.f()
o = O()
for i in range(20): cf(o)
print(cf(o)); del o.f; print(cf(o))
class Q:
    q = staticmethod(lambda: 1)
def cq(o): return o.q()
for i in range(20): cq(Q())
Q.q = classmethod(lambda c: c.__name__)
print(cq(Q()))
class S(staticmethod): pass
Q.q = S(lambda: 2)
for i in range(20): cq(Q())
S.__get__ = lambda *a: lambda: 'new'
print(cq(Q()))

print("---")
class D: pass
class T(type): pass
class A(metaclass=T):
    f = D()
def cls(): return A.f
def clsm(): return A.f(1)
D.__call__ = lambda self, x: x
for i in range(20): cls(); clsm()
D.__get__ = lambda s, i, o: (lambda x: ('cls', i, o))
print(clsm())
T.f = property(lambda c: 'meta')
print(cls())
del T.f
T.f = D()
print(clsm())
D.__set__ = lambda *a: None
print(clsm())

print("---")
class D: pass
class A: pass
A.d = D()
import operator
g = operator.attrgetter('d')
a = A()
for i in range(10): g(a), getattr(a, 'd'), hasattr(a, 'd')
D.__get__ = lambda *a: 1/0
for f in (lambda: g(a), lambda: getattr(a, 'd'), lambda: a.d, lambda: A.d):
    try: f()
    except ZeroDivisionError: print('zde')
del D.__get__
print(type(a.d))
def w(o): o.d = 1
b = A()
for i in range(20): w(A())
D.__set__ = lambda s, i, v: print('set', v)
w(A()); w(b)
def dl(o): del o.d
c = A()
try: dl(c)
except AttributeError as e: print(e)
D.__delete__ = lambda s, i: print('del')
dl(c)
