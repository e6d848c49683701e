# What heapq, math.log, sorted, types.FunctionType and compile(…, 'single') say of arguments that do not fit.
import _heapq
import math
import threading
import time
import types


def attempt(function, *args, **keywords):
    try:
        print(function.__name__, repr(function(*args, **keywords)))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


for args in [(), ([1], 2), (5,)]:
    attempt(sorted, *args)
attempt(sorted, iterable=[1])
attempt(sorted, [1], foo=1)
attempt(sorted, 5, foo=1)
for args in [(), (1, 2, 3), (2,), ('a',), (8, 2), (1, 'a'), (-1,), (0,), (2, 1)]:
    attempt(math.log, *args)
for name in ['heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop', '_heappop_max', '_heapreplace_max', '_heapify_max']:
    for args in [(), ((),), ((), 1), ([], 1), ([],), ([1], 2), (1, 2, 3)]:
        attempt(getattr(_heapq, name), *args)


def plain():
    pass


def outer():
    x = 1

    def inner():
        return x
    return inner


code, closing = plain.__code__, outer().__code__
for args in [(), (1,), (code,), (1, {}), (code, 1), (code, []), (code, {}, 5), (code, {}, None, 5), (code, {}, None, None, 5),
             (code, {}, 'n', (1,), None), (code, {}, 'n', None, (1,)), (closing, {}), (closing, {}, None, None, 5),
             (closing, {}, None, None, ()), (closing, {}, None, None, (1,)), (code, {}, 'a', (), ()), (code, {}, 'a', (), (), 6)]:
    try:
        print(types.FunctionType(*args).__name__)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
for source in ['x = 1; \\\ny = 2\n', 'x = 1\ny = 2\n', 'x=1;\ny=2', 'x=1; y=2\n\n\n', 'x=1\n#c\n', '\\\nx=1\n', 'if 1:\n  x=1\ny=2\n',
               'x=(1,\n2)\n', 'x = """\n"""; y=2', 'x = 1 \\\n + 2; y = 3\n', 'x=1\n y=2\n']:
    try:
        print(repr(source), compile(source, 'f', 'single').co_names)
    except SyntaxError as error:
        print(repr(source), error, error.offset, repr(error.text))
clock = time.pthread_getcpuclockid(threading.get_ident())
print(type(clock), time.clock_gettime(clock) > 0)
try:
    time.pthread_getcpuclockid('a')
except TypeError as error:
    print(error)
