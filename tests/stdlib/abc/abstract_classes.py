"""abc: abstract methods, virtual subclasses, hooks, caches that keep no class alive."""
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
    @property
    @abc.abstractmethod
    def p(self): pass
try:
    A()
except TypeError as e: print(e)
class B(A):
    def f(self): return 1
try:
    B()
except TypeError as e: print(e)
class C(B):
    p = 3
c = C()
print(isinstance(c, A), issubclass(C, A), isinstance(3, A))
A.register(int)
print(isinstance(3, A), isinstance('x', A), issubclass(bool, A))
try: A.register(3)
except TypeError as e: print(e)
try: C.register(A)
except RuntimeError as e: print(e)
class H(metaclass=abc.ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is H:
            return any('__len__' in b.__dict__ for b in C.__mro__) or NotImplemented
        return NotImplemented
print(isinstance([], H), isinstance(3, H), issubclass(dict, H))
print(sorted(A.__abstractmethods__), C.__abstractmethods__)
def tmp():
    class X(A): pass
    print(issubclass(X, A))
tmp()
import gc; gc.collect()
print(len(abc._get_dump(A)[1]))
try: issubclass(3, A)
except TypeError as e: print(e)
