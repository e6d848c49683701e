import _lsprof
import collections
import cProfile
import io
import math
import pstats
import sys

sys.unraisablehook = lambda told: print("unraisable", told.exc_type.__name__, told.object.__name__)


def name(code):
    return code if isinstance(code, str) else code.co_name


def show(profiler):
    for entry in sorted(profiler.getstats(), key=lambda entry: name(entry.code)):
        parts = sorted((name(part.code), part.callcount, part.reccallcount) for part in entry.calls) if entry.calls else entry.calls
        print(name(entry.code), entry.callcount, entry.reccallcount, parts)


class L(list):
    pass


def down(n):
    return [] if n == 0 else down(n - 1)


def many():
    len([]), math.sqrt(4), [].append(1), "a".join([]), dict.fromkeys([]), str.upper("a"), sorted([2, 1], key=lambda x: -x), L().append(2)
    int("3"), collections.deque().append(3), sum(x for x in (1, 2)), object.__repr__(1), [].__len__(), print
    try:
        math.sqrt(-1)
    except ValueError:
        pass
    try:
        str.upper(1)
    except TypeError as error:
        print(error)


p = _lsprof.Profiler()
p.enable()
many()
down(3)
p.disable()
show(p)
entry = p.getstats()[0]
print(type(entry), entry.n_fields, _lsprof.profiler_subentry, type(entry.totaltime), sys.getsizeof(p))

# Times are those of the timer.
ticks = 0


def timer():
    global ticks
    ticks += 10
    return ticks


for unit, options in (0.5, {"subcalls": False, "builtins": False}), (0.25, {}), (0.0, {}):
    p = _lsprof.Profiler(timer, unit, **options)
    p.enable()
    down(2)
    p.disable()
    print(sorted((name(e.code), e.callcount, e.reccallcount, e.totaltime, e.inlinetime, [tuple(c)[1:] for c in e.calls or ()]) for e in p.getstats()))


def broken():
    return 1 / 0


p = _lsprof.Profiler(broken)
p.enable(builtins=False)
down(1)
p.disable()
p = _lsprof.Profiler(lambda: "x")
p.enable(builtins=False)
down(0)
p.disable()

# On and off.
p = _lsprof.Profiler()
p.enable()
print(sys.getprofile() is p)
p.disable()
print(sys.getprofile())
p.enable()
sys.setprofile(None)
down(1)
p.disable()
show(p)
p.clear()
print(p.getstats(), p.enable(subcalls=0, builtins=False), p.disable())
for make in lambda: _lsprof.Profiler(1, 2, 3, 4, 5), lambda: p.enable(1, 2, 3), lambda: _lsprof.Profiler(None, "x"):
    try:
        make()
    except TypeError as error:
        print(error)


# A generator, a coroutine, exceptions.
def numbers():
    try:
        yield 1
        yield 2
    finally:
        pass


async def waits():
    return 3


def fails():
    raise KeyError


def more():
    list(numbers())
    g = numbers()
    next(g)
    g.close()
    try:
        waits().send(None)
    except StopIteration:
        pass
    try:
        fails()
    except KeyError:
        pass


p = _lsprof.Profiler()
p.enable()
more()
p.disable()
show(p)

# cProfile and pstats.
out = io.StringIO()
with cProfile.Profile(timer, 0.001) as p:
    down(5)
    many()
pstats.Stats(p, stream=out).strip_dirs().sort_stats("name").print_stats().print_callers("down|sqrt")
print("\n".join(line.split(" ", 1)[-1].strip() if "(" in line else line for line in out.getvalue().splitlines() if "{" not in line or "math" in line))
print(p.runcall(lambda a, b=1: a + b, 2, b=5))
