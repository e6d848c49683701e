# The names that CPython's module site adds to the built-in ones, and the hooks beside them.
import builtins
import sys

print(exit, quit, help, sep='\n')
print(type(exit), type(help), type(license))
print(repr(license))
for name in 'exit', 'quit', 'copyright', 'credits', 'license', 'help':
    print(name in dir(builtins), name in vars(builtins), type(getattr(builtins, name)) is type(vars(builtins)[name]))
print(len(sys.stdlib_module_names), type(sys.stdlib_module_names), 'os' in sys.stdlib_module_names)
from sys import int_info, stdlib_module_names
print(stdlib_module_names is sys.stdlib_module_names, int_info)


class Probe:
    exit = exit

    def uses_a_global(self):
        return quit


print(Probe.exit, Probe().uses_a_global() is quit)

# An entry like any other: hidden, assigned, deleted.
exit = 3
del exit
print(exit)
del builtins.quit
try:
    quit
except NameError as e:
    print(e)
builtins.quit = 'mine'
print(quit)
del builtins.quit
print(hasattr(builtins, 'quit'))
del sys.int_info
print(hasattr(sys, 'int_info'), 'int_info' in dir(sys))

# SystemExit, with a closed stdin.
for call in lambda: exit(), lambda: exit('text'), lambda: exit(code=7):
    try:
        call()
    except SystemExit as e:
        print(repr(e.code), sys.stdin.closed)

print(__annotations__, [name for name in globals() if name.startswith('__')])
x: int = 3
print(__annotations__)

# breakpoint
print(sys.breakpointhook is sys.__breakpointhook__, callable(sys.__interactivehook__))
print(hasattr(sys, 'ps1'), hasattr(sys, 'tracebacklimit'))
sys.breakpointhook = lambda *args, **kwargs: (args, kwargs)
print(breakpoint(1, b=2))
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as e:
    print(e)


def deep(n):
    if n:
        deep(n - 1)
    1 / 0


# sys.tracebacklimit
for limit in 2, 1, 0, -5, 10**30, -10**30, True, 'text', None:
    sys.tracebacklimit = limit
    try:
        deep(3)
    except ZeroDivisionError as e:
        sys.excepthook(type(e), e, e.__traceback__)
sys.tracebacklimit = 1
exti
