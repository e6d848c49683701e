# isinstance believes an attribute __class__, and what stands for a class by its __bases__.
class C:
    __class__ = property(lambda self: int)
print(isinstance(C(), int), isinstance(C(), C), isinstance(C(), str), isinstance(C(), (str, int)), type(C()) is int, isinstance(C(), int | str))
class D:
    @property
    def __class__(self): raise AttributeError('x')
print(isinstance(D(), int), isinstance(D(), D))
class D:
    @property
    def __class__(self): raise ValueError('x')
try: print(isinstance(D(), int))
except ValueError as e: print(e)
class G:
    def __getattribute__(self, n): print('get', n); return int
print(isinstance(G(), str), isinstance(G(), int))
class B: __bases__ = ()
b = B()
print(issubclass(b, int) if 0 else '')
class Cls:
    def __init__(self, *bases): self.__bases__ = bases
x = Cls(); y = Cls(x)
print(issubclass(y, x), issubclass(x, y), issubclass(y, int), issubclass(int, y))
class I:
    def __init__(s, c): s.k = c
    __class__ = property(lambda s: s.k)
print(isinstance(I(y), x), isinstance(I(x), y), isinstance(I(y), int), isinstance(3, y))
for f in (lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: issubclass(int, 1), lambda: issubclass(Cls(), 5), lambda: type.__instancecheck__(int, 5), lambda: type.__subclasscheck__(int, 5), lambda: type.__instancecheck__(int, True), lambda: issubclass(5, 6), lambda: isinstance(1, [int]), lambda: issubclass(int, list[int]), lambda: isinstance([], list[int])):
    try: print(f())
    except TypeError as e: print(e)
t = ()
for i in range(5000): t = (t,)
try: isinstance(1, t)
except RecursionError as e: print(e)
class M(type):
    def __instancecheck__(self, o): return isinstance(o, self)
class A(metaclass=M): pass
try: isinstance(1, A)
except RecursionError as e: print('too deep')
