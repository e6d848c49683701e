# Slots of one object that call each other, and classes that are their own methods: a RecursionError, where no frame of Python is entered at all.
import operator


def t(label, f):
    try:
        r = f()
        print(label, 'ok', type(r).__name__)
    except BaseException as e:
        print(label, type(e).__name__, str(e)[:32])


class F: pass
F.__repr__ = F.__str__
t('repr=str', lambda: repr(F())); t('repr=str s', lambda: str(F()))
class F: pass
F.__repr__ = F.__str__; F.__str__ = F.__repr__
t('both', lambda: str(F()))
class A: __len__ = property(len)
t('len', lambda: len(A())); t('bool', lambda: bool(A()))
class A: __hash__ = property(hash)
t('hash', lambda: hash(A()))
class A: __str__ = property(str)
t('str', lambda: str(A()))
class A: __iter__ = property(iter)
t('iter', lambda: iter(A()))
class A: __next__ = property(next)
t('next', lambda: next(A()))
class A: __int__ = property(int)
t('int', lambda: int(A()))
class A: pass
A.__call__ = A()
t('call', lambda: A()())
class A: pass
A.__repr__ = A.__call__ = A()
t('callrepr', lambda: repr(A()))
class A(list): pass
A.__repr__ = A.__str__
t('list', lambda: repr(A()))
class A(BaseException): pass
A.__repr__ = A.__str__
t('exc', lambda: repr(A()))
A.__str__ = BaseException.__repr__
t('exc', lambda: str(A()))
class A: pass
A.__eq__ = A.__ne__
t('eq=ne', lambda: A() == A()); t('eq=ne', lambda: A() != A())
class A: pass
A.__lt__ = A.__gt__
t('lt', lambda: A() < A())
class A: pass
A.__lt__ = object.__ne__; A.__ne__ = object.__ne__; A.__eq__= A.__ne__
t('lt', lambda: A() < A())
class A(int): pass
A.__repr__ = int.__str__ 
t('intrepr', lambda: repr(A(3)))
A.__str__ = A.__format__
t('intstr', lambda: str(A(3)))
class A: pass
A.__init__ = A
t('init', lambda: A())
class A: pass
A.__get__ = A()
class B: a = A()
t('get', lambda: B().a)
class A: pass
A.__getattr__ = A()
t('getattr', lambda: A().x)
class A: pass
A.__getattribute__ = property(lambda self: object.__getattribute__)
t('getattribute', lambda: A().x)
class M(type): pass
M.__call__ = M('X', (), {})
class A(metaclass=M): pass
t('metacall', lambda: A())
class A: __add__ = property(lambda s: s.__add__)
t('add', lambda: A() + 1)
class A: __contains__ = property(lambda s: s)
A.__call__ = lambda s, x: x in s
t('contains', lambda: 1 in A())
class A: pass
A.__new__ = A
t('new', lambda: A())
class A: pass
A.__set_name__ = A()
class A: pass
class A: pass
A.__instancecheck__ = isinstance
t('isinst', lambda: isinstance(1, A()))
class A: pass
A.__dir__ = property(dir)
t('dir', lambda: dir(A()))
class A: pass
A.__format__ = property(format)
t('format', lambda: format(A()))
class A: pass
A.__bytes__ = property(bytes)
t('bytes', lambda: bytes(A()))
class A: pass
A.__complex__ = property(complex)
t('complex', lambda: complex(A()))
class A: pass
A.__round__ = property(round)
t('round', lambda: round(A()))
class A: pass
A.__enter__ = property(lambda s: s.__enter__)
def w():
    with A(): pass
t('with', w)


class W: __neg__ = property(operator.neg)
t('neg', lambda: -W())
class W: __index__ = property(operator.index)
t('index', lambda: operator.index(W()))
