"""The tuples with names of sys, types.SimpleNamespace, and small functions of sys."""
import sys
print(sys.version_info >= (3,8), sys.version_info[:2], isinstance(sys.version_info, tuple), sys.version_info.major)
for n in 'version_info int_info float_info'.split(): print(getattr(sys,n), type(getattr(sys,n)).__mro__, [x for x in dir(type(getattr(sys,n))) if x not in dir(tuple)])
t=type(sys.version_info); print(t.major, t.__module__, t.__qualname__, type(t.major))
for f in (lambda:t(), lambda: type(sys.float_info)((1,)), lambda:type(sys.float_info)(range(11)), lambda: type('x',(t,),{}), lambda: setattr(sys.version_info,'major',1),lambda: type(sys.hash_info)(3),lambda:sys.int_info.__reduce__(), lambda: hash(sys.version_info)==hash(tuple(sys.version_info)), lambda: t.__match_args__, lambda: t.n_fields, lambda: type(sys.float_info)((1,)*12), lambda: sys.getsizeof(sys.version_info), lambda: type(sys.float_info)(), lambda: type(sys.flags)(), lambda: sys.version_info + (1,), lambda: sys.version_info*2, lambda: type(sys.int_info)([1,2,3,[]]), lambda: sys.version_info.foo, lambda: hash(type(sys.int_info)([1,2,3,[]])), lambda: sys.version_info == (3,11,2,'final',0), lambda: t.major.__get__(3)):
    try: print(f())
    except Exception as e: print(repr(e))
major, minor, *rest = sys.version_info
print(major, minor, rest)
NS=type(sys.implementation)
n=NS(a=1,b='x'); n.c=[n]; print(n, n==NS(a=1), NS(a=1)==NS(a=1), n.__dict__.keys())
n.c=None
class Sub(NS): 
    def f(self): return self.a
print(Sub(a=4), Sub(a=4).f(), Sub(a=1)==NS(a=1), NS.__doc__, NS.__name__, NS, NS())
for f in (lambda: NS(1), lambda: NS()<NS(), lambda: hash(NS()), lambda: NS().x, lambda: NS(x=1).__reduce__(), lambda: delattr(n,'a') or n, lambda: NS(**{'a b':3}), lambda: NS()==3):
    try: print(f())
    except Exception as e: print(repr(e))
print(sys.float_repr_style, sys.getswitchinterval(), sys.byteorder, sys.maxunicode, sys.maxsize, hex(sys.hexversion), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.getprofile(), sys.gettrace(), sys.audit('a',1), sys.settrace(None))
for f in (lambda: sys.setswitchinterval(0), lambda: sys.setswitchinterval('a'), lambda: sys.audit(3)):
    try: print(f())
    except Exception as e: print(repr(e))
