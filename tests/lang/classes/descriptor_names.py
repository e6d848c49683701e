"""__qualname__ of the descriptors of built-in types, and which of them are members that nobody may write."""
import sys
import types
import weakref


class Slotted:
    __slots__ = 'a'


def generator():
    yield


for found in (str.lower, complex.real, float.real, int.real, int.__add__, Slotted.a, property.fget, types.FunctionType.__globals__,
              types.MethodType.__self__, super.__thisclass__, weakref.ref.__callback__, types.GenericAlias.__args__, type(sys.flags).debug,
              Slotted.__dict__['a'], type.__dict__['__name__'], vars(type(str.lower))['__objclass__']):
    print(type(found).__name__, found.__qualname__, found.__name__, found.__objclass__.__name__)


class Int(int):
    pass


class Complex(complex):
    pass


print(complex.real.__get__(Complex(1, 2)), complex.imag.__get__(Complex(1, 2)), int.real.__get__(Int(7)))
for thing, name in ((super(Int, Int(3)), '__self__'), (str.lower, '__objclass__'), (list[int], '__args__'), (int | str, '__args__'),
                    (classmethod(len), '__func__'), (1j, 'real'), (''.lower.__self__.__str__, '__self__'), (weakref.ref(Int), '__callback__')):
    for change in setattr, delattr:
        try:
            change(*(thing, name, 1)[:3 if change is setattr else 2])
        except Exception as error:
            print(name, type(error).__name__, error)


class Callable:
    def __call__(self, arg):
        pass


function = Callable()
method = types.MethodType(function, 5)
print(method)
function.__name__ = 'name'
print(method)
function.__qualname__ = 'qualname'
print(method)
function.__qualname__ = 7
print(method)

# A class method of a built-in type, taken as it is, wants the class first.
fromkeys = dict.__dict__['fromkeys']
print(fromkeys(dict, 'ab'))
for args in (), ({},), (list,), (5, 6):
    try:
        print(fromkeys(*args))
    except Exception as error:
        print(type(error).__name__, error)
