# How the interpreter shows groups: boxes, causes and contexts, notes, limits of width and depth.
import sys


def show(title, exception):
    print(title, file=sys.stderr)
    sys.__excepthook__(type(exception), exception, exception.__traceback__)


def raised(exception, cause=None):
    try:
        if cause:
            raise exception from cause
        raise exception
    except BaseException as e:
        return e


def leaf(n):
    return ValueError(n)


show('plain', ExceptionGroup('one', [leaf(1)]))
show('raised', raised(ExceptionGroup('two', [leaf(1), raised(KeyError('k'))])))
show('nested', raised(ExceptionGroup('outer', [leaf(1), raised(ExceptionGroup('inner', [leaf(2), raised(TypeError('three\nlines\nlong'))])), leaf(4)])))
show('nested last', ExceptionGroup('outer', [leaf(1), ExceptionGroup('middle', [ExceptionGroup('inner', [leaf(2)])])]))
show('base', raised(BaseExceptionGroup('base', [KeyboardInterrupt(), SystemExit(3)])))
show('cause', raised(ExceptionGroup('with cause', [raised(leaf(1), KeyError('leaf cause'))]), raised(OSError('cause'))))
show('group as cause', raised(ValueError('v'), raised(ExceptionGroup('the cause', [leaf(1), leaf(2)]))))
show('group causes in group', raised(ExceptionGroup('out', [raised(ValueError('v'), raised(ExceptionGroup('the cause', [leaf(1)]))), leaf(2)])))
show('cause of the last', raised(ExceptionGroup('out', [leaf(2), raised(ValueError('v'), ExceptionGroup('the cause', [leaf(1)]))])))
try:
    try:
        raise ExceptionGroup('first', [leaf(1)])
    except* ValueError:
        1 / 0
except Exception as e:
    show('context', e)

shared = leaf('shared')
shared.__cause__ = KeyError('shown once')
show('shared', ExceptionGroup('twice the same', [shared, shared]))

noted = ExceptionGroup('noted', [leaf(1)])
noted.add_note('a note\nof two lines')
noted.exceptions[0].add_note('another')
noted.exceptions[0].add_note('')
show('notes', noted)
noted.exceptions[0].__notes__ = 5
show('odd notes', noted)
for width in 15, 16, 17, 30:
    show(f'width {width}', ExceptionGroup('wide', [leaf(i) for i in range(width)]))
deep = leaf('deepest')
for depth in range(13):
    deep = ExceptionGroup(f'depth {depth}', [deep, leaf(depth)])
show('deep', deep)
try:
    compile('a b', 'file', 'exec')
except SyntaxError as e:
    show('syntax', ExceptionGroup('parsing', [e, leaf(1)]))


class Mine(ExceptionGroup):
    def __str__(self):
        return ''


class Bad(ValueError):
    def __str__(self):
        raise KeyError


show('own class', Mine('m', [leaf(1), Bad(2)]))
sys.tracebacklimit = 0
show('no traceback', raised(ExceptionGroup('two', [leaf(1), raised(KeyError('k'))])))
sys.tracebacklimit = 1
show('short', raised(ExceptionGroup('two', [leaf(1), raised(KeyError('k'))])))
del sys.tracebacklimit


def f():
    try:
        raise ExceptionGroup('eg', [leaf(1), TypeError('t'), ExceptionGroup('in', [leaf(2), OSError(3)])])
    except* ValueError as e:
        raise KeyError('new') from e
    except* TypeError:
        raise


f()
