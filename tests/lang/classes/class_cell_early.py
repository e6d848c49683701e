"""__class__ has its value when the metaclass's mro() runs; names that only pass through a class body can be slots."""
import types


class Meta(type):
    def mro(self):
        self.__dict__['f']()
        return super().mro()


class A(metaclass=Meta):
    def f():
        global seen
        seen = __class__


print(seen is A)


class Tells(type):
    def __new__(cls, name, bases, namespace, attr):
        print(attr in namespace)
        return super().__new__(cls, name, bases, namespace)


class Base:
    def __init__(self):
        self.b = 42


class Cell(Base, metaclass=Tells, attr='__classcell__'):
    __slots__ = ['__classcell__']

    def __init__(self):
        super().__init__()


print(type(Cell.__dict__['__classcell__']) is types.MemberDescriptorType)
c = Cell()
print(c.b, hasattr(c, '__classcell__'))
c.__classcell__ = 5
print(c.__classcell__)


class Qualified(metaclass=Tells, attr='__qualname__'):
    __slots__ = ['__qualname__']


print(Qualified.__qualname__, type(Qualified.__dict__['__qualname__']) is types.MemberDescriptorType)
q = Qualified()
q.__qualname__ = 'q'
print(q.__qualname__)
for namespace in {'__classcell__': 42, '__slots__': ['__classcell__']}, {'__qualname__': 5, '__slots__': ['__qualname__']}, {'x': 1, '__slots__': ['x']}:
    try:
        type('T', (), namespace)
    except Exception as error:
        print(type(error).__name__, error)


class Fails(type):
    def mro(self):
        global early
        early = self.__dict__['f']()
        raise KeyError('mro')


try:
    class Never(metaclass=Fails):
        def f():
            return __class__
except KeyError as error:
    print(error, early.__name__, early.__mro__)
del early
