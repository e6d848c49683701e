"""Which AttributeErrors know the object and the name, and what is suggested for them, whatever their message is."""
class A:
    blech = None
    def __getattr__(self, attr):
        raise AttributeError(attr)
class G:
    def __getattribute__(self, attr):
        raise AttributeError(attr, 5)
class P:
    @property
    def p(self): raise AttributeError('in p')
class Sub(AttributeError): pass
class Q:
    def __getattr__(self, a): raise Sub(a)
class M(type):
    def __getattr__(c, a): raise AttributeError('meta')
class K(metaclass=M): pass
class N:
    def __getattr__(self, a): raise AttributeError('n', name='other')
def t(f):
    try: f()
    except AttributeError as e: print(type(e).__name__, e.args, e.name, type(e.obj))
import operator
for o, n in ((A(),'x'), (G(),'x'), (P(),'p'), (Q(),'x'), (K,'x'),(N(),'z'),(5,'q'),(P(),'pp')):
    t(lambda: getattr(o, n)); t(lambda: operator.attrgetter(n)(o)); 
    t(lambda: operator.methodcaller(n)(o))
t(lambda: A().x); t(lambda: G().x); t(lambda: P().p); t(lambda: Q().x); t(lambda: K.x); t(lambda: N().x)
t(lambda: A().x()); t(lambda: G().x()); t(lambda: P().p()); t(lambda: Q().x()); t(lambda: K.x()); t(lambda: N().x())
t(lambda: super(A, A()).y); t(lambda: A.y)
t(lambda: object.__getattribute__(A(), 'x'))
def setter(): A.__slots__ = (); object().x = 1
t(setter)
def d(): del A().zz
t(d)
import sys
class NonStringifyClass:
    __str__ = None
    __repr__ = None
class A2:
    blech = None
    def __getattr__(self, attr):
        raise AttributeError(NonStringifyClass())
class B:
    blech = None
    def __getattr__(self, attr):
        raise AttributeError("Error", 23)
class C:
    blech = None
    def __getattr__(self, attr):
        raise AttributeError(23)
sys.stderr = sys.stdout
for cls in [A2, B, C]:
    try:
        cls().bluch
    except AttributeError as exc:
            sys.__excepthook__(*sys.exc_info())
class NS(NameError): pass
for make in (lambda: NameError(NonStringifyClass(), name='lenn'), lambda: NameError('x', name='lenn'), lambda: ImportError(NonStringifyClass()), lambda: OSError(NonStringifyClass())):
    try:
        raise make()
    except Exception as exc:
            sys.__excepthook__(*sys.exc_info())
