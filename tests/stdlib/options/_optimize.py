"""The module's docstring."""
# What -O, -OO and PYTHONOPTIMIZE leave out; a script of each kind imports this.
import _tell

_tell.tell()


def function():
    """The function's docstring."""
    assert False, 'not reached'
    if __debug__:
        return 'debug'
    return 'optimized'


class Class:
    """The class's docstring."""


print(function(), __debug__, __doc__, function.__doc__, Class.__doc__, _tell.__doc__)
print([eval('__debug__'), eval(compile('__debug__', 'x', 'eval', optimize=0)), eval(compile('__debug__', 'x', 'eval', optimize=1))])
for level in -1, 0, 1, 2:
    names = {}
    exec(compile('"text"\ndef f():\n    "of f"\n    assert 0\nclass C:\n    "of C"\n', 'x', 'exec', optimize=level), names)
    try:
        names['f']()
        failed = False
    except AssertionError:
        failed = True
    print(level, failed, names.get('__doc__'), names['f'].__doc__, names['C'].__doc__)
for level in -2, 3:
    try:
        compile('1', 'x', 'eval', optimize=level)
    except ValueError as e:
        print(e)
assert (lambda: 1 / 0)()
