"""__text_signature__ of the wrappers of special methods and of built-in types; that there are docs, and help() shows them."""
import inspect
import itertools
import types

for cls in int, str, list, dict, set, type, property, object, type(lambda: 0), complex, float, memoryview, range, super, classmethod:
    print(cls.__name__, cls.__text_signature__, isinstance(cls.__doc__, str))
    for name, value in sorted(vars(cls).items()):
        if isinstance(value, types.WrapperDescriptorType) and name != '__getattribute__':
            print('   ', name, value.__text_signature__, isinstance(value.__doc__, str))
print((1).__add__.__text_signature__, (1).__add__.__qualname__, (1).__add__.__objclass__, (1).__add__.__doc__ == int.__add__.__doc__)
for function in sorted, int.__add__, (1).__add__, [].__setitem__, pow, list, type(lambda: 0), itertools.count, object:
    print(inspect.signature(function))
for name, value in sorted(vars(__import__('builtins')).items()):
    if not name.startswith('_') and isinstance(value, type) and not isinstance(value.__doc__, str):
        print(name, value.__doc__)


class Derived(list):
    pass


class Own:
    """Own."""


print(Derived.__doc__, Derived().__doc__, Own.__doc__, Own().__doc__, [].__doc__ == list.__doc__ == vars(list)['__doc__'], type.__doc__[:12])
try:
    list.__doc__ = 'x'
except TypeError as error:
    print(error)
