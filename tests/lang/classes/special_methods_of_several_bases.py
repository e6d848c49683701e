"""Which special method an operation takes, when bases, built-in ones among them, define it, hide it or take it away."""
import collections


class Adds:
    def __add__(self, other):
        return 'Adds.__add__'

    def __len__(self):
        return 7


class Reprs:
    def __repr__(self):
        return 'Reprs.__repr__'

    def __hash__(self):
        return 11

    def __getitem__(self, key):
        if key > 2:
            raise IndexError(key)
        return ('Reprs', key)


class Plain:
    pass


class Silent:
    __hash__ = None
    __len__ = None


def tell(cls, *arguments):
    try:
        instance = cls(*arguments)
    except TypeError as error:
        print(cls.__name__, [base.__name__ for base in cls.__mro__], error)
        return
    results = []
    for operation in (repr, hash, len, bool, iter, lambda x: x + x, lambda x: 1 + x, lambda x: x[0], lambda x: 0 in x, lambda x: x == x, lambda x: x < x,
                      lambda x: x(), int, lambda x: x.missing, lambda x: -x):
        try:
            result = operation(instance)
            text = type(result).__name__ if operation is iter or operation is hash and cls.__hash__ is object.__hash__ else repr(result)
        except (TypeError, AttributeError, IndexError, KeyError, ValueError) as error:
            text = type(error).__name__
        results.append(text if ' at 0x' not in text else 'plain')
    print(cls.__name__, [base.__name__ for base in cls.__mro__], *results, sep=' | ')


BASES = [Adds, Reprs, Plain, Silent]
BUILT_IN = [int, str, list, dict, tuple, set, float, bytes, bytearray, collections.deque, collections.OrderedDict, MemoryError, type(Ellipsis)]
for first in BASES:
    for second in BASES:
        if first is not second:
            tell(type(f'{first.__name__}{second.__name__}', (first, second), {}))
for base in BUILT_IN:
    for mixin in BASES:
        for bases in ((base, mixin), (mixin, base)):
            try:
                made = type('_'.join(b.__name__ for b in bases), bases, {})
            except TypeError as error:
                print(error)
                continue
            tell(made)
            tell(type('Under_' + made.__name__, (made,), {'__call__': lambda self: 'called'}))
            tell(type('Plain_' + made.__name__, (Plain, made), {}))

# what changes above is seen below, on every way
Sub = type('Sub', (Plain, Adds), {})
Deep = type('Deep', (Sub, Reprs), {})
tell(Deep)
Plain.__add__ = lambda self, other: 'Plain.__add__'
Plain.__neg__ = lambda self: 'Plain.__neg__'
tell(Deep)
del Plain.__add__, Plain.__neg__
Adds.__getattr__ = lambda self, name: 'Adds.' + name
tell(Deep)
Sub.__bases__ = (Reprs, Plain)
tell(Deep)
