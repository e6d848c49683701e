# BaseExceptionGroup and ExceptionGroup: making, looking, splitting.
import sys
import weakref


def attempt(f, *args, **kwargs):
    try:
        result = f(*args, **kwargs)
    except BaseException as e:
        result = e
    print(type(result).__name__, result if isinstance(result, BaseException) else repr(result))
    return result


class Indexed:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]


V, T, K = ValueError('v'), TypeError('t'), KeyboardInterrupt('k')
for cls in BaseExceptionGroup, ExceptionGroup:
    for args in ((), ('a',), ('a', [V], 1), (1, [V]), (b'a', [V]), ('a', 1), ('a', {V}), ('a', {0: V}), ('a', []), ('a', ()), ('a', 'x'), ('a', [V, 1]), ('a', [ValueError]),
                 ('a', [V]), ('a', (V, T)), ('a', [V, K]), ('a', Indexed([V, T])), ('a', iter([V])), ('a', [cls])):
        attempt(cls, *args)
attempt(ExceptionGroup, 'a', [V], x=1)
attempt(ExceptionGroup, 'a', exceptions=[V])


class Mine(ExceptionGroup):
    pass


class MineBase(BaseExceptionGroup):
    def __new__(cls, message, exceptions, code=0):
        self = super().__new__(cls, message, exceptions)
        self.code = code
        return self

    def __init__(self, *args, code=0):
        pass

    def derive(self, excs):
        return MineBase(self.message, excs, code=self.code)


class Mixed(ExceptionGroup, ValueError):
    pass


for cls in Mine, MineBase, Mixed:
    for items in [V], [V, K]:
        attempt(cls, 'm', items)
print(Mine.__mro__, ExceptionGroup.__bases__, ExceptionGroup.__mro__)
print([c.__name__ for c in BaseException.__subclasses__()], Exception.__subclasses__()[:20])
print(issubclass(ExceptionGroup, Exception), issubclass(BaseExceptionGroup, Exception), ExceptionGroup.__module__, ExceptionGroup.__doc__, BaseExceptionGroup.__doc__)
print(ExceptionGroup[int], BaseExceptionGroup[ValueError], Mine[int])
print(sys.getsizeof(ExceptionGroup('a', [V])), sys.getsizeof(BaseExceptionGroup('a', [K])), BaseExceptionGroup.__basicsize__, ExceptionGroup.__basicsize__)

group = ExceptionGroup('text', [V, T])
print(group.message, group.exceptions, group.args, str(group), repr(group), weakref.ref(group)() is group)
for name in 'message', 'exceptions':
    attempt(setattr, group, name, 1)
    attempt(delattr, group, name)
group.args = (1,)
print(repr(group), str(group), group.__reduce__())
attempt(weakref.ref, BaseExceptionGroup('a', [K]))
try:
    raise group
except Exception as e:
    print(e is group)
Mine.colour = 'red'
print(Mine('a', [V]).colour)

# Splitting: structure, identity, metadata.
inner = ExceptionGroup('inner', [ValueError(1), TypeError(2), ExceptionGroup('innermost', [OSError(3), ValueError(4)])])
outer = BaseExceptionGroup('outer', [inner, KeyboardInterrupt(5), ValueError(6)])
outer.add_note('note')
try:
    try:
        raise KeyError('context')
    except KeyError as context:
        raise outer from OSError('cause')
except BaseExceptionGroup as e:
    pass


def shape(exception):
    if isinstance(exception, BaseExceptionGroup):
        return type(exception).__name__, exception.message, [shape(e) for e in exception.exceptions]
    return repr(exception)


def metadata(e):
    return e.__traceback__ is outer.__traceback__, e.__cause__ is outer.__cause__, e.__context__ is outer.__context__, e.__suppress_context__, getattr(e, '__notes__', None)


for matcher in ValueError, (TypeError, OSError), KeyboardInterrupt, Exception, BaseException, BaseExceptionGroup, ExceptionGroup, KeyError, (), lambda e: isinstance(e, OSError), lambda e: 'yes':
    match, rest = outer.split(matcher)
    print(shape(match), '|', shape(rest), '|', match is outer, rest is outer)
    print('  ', shape(outer.subgroup(matcher)))
    for part in match, rest:
        if part is not None and part is not outer and isinstance(part, BaseExceptionGroup):
            print('  ', metadata(part), part.__notes__ is not outer.__notes__)
for bad in 1, 'x', int, [ValueError], (ValueError, 1), (ValueError, [TypeError]), len, None, ValueError(1):
    attempt(outer.split, bad)
attempt(outer.split)
attempt(outer.subgroup, 1, 2)
attempt(outer.derive)
attempt(outer.split, lambda e: 1 / 0)
attempt(group.derive, [K])
attempt(group.derive, [])
print(type(group.derive([V])), type(Mine('a', [V]).derive([V])))
mine = MineBase('a', [V, MineBase('b', [T], code=2)], code=1)
match, rest = mine.split(TypeError)
print(shape(match), match.code, match.exceptions[0].code, shape(rest), rest.code)


class BadDerive(ExceptionGroup):
    def derive(self, excs):
        return 'no group'


attempt(BadDerive('a', [V, T]).split, ValueError)
outer.__notes__ = 5
print(hasattr(outer.subgroup(ValueError), '__notes__'))

deep = V
for i in range(3000):
    deep = ExceptionGroup('d', [deep])
try:
    deep.split(TypeError)
except RecursionError as e:
    print(e)
del deep
