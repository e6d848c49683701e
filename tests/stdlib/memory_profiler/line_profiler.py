"""memory_profiler: LineProfiler, its code map, show_results and choose_backend."""
import sys
import warnings

import memory_profiler
from memory_profiler import LineProfiler, choose_backend, profile, show_results

from _tables import MIB, Tables

print(sorted(memory_profiler.__all__), memory_profiler.__version__)


def one(n):
    return bytes(n * MIB)


def two():
    a = one(1)
    b = one(2)
    return len(a), len(b)


profiler = LineProfiler()
print(profiler.enable_count, profiler.backend, profiler.include_children, len(profiler.code_map), list(profiler.code_map.items()))
print(profiler.add_function(one), one.__code__ in profiler.code_map, two.__code__ in profiler.code_map, len(profiler.code_map))
one(1)  # not enabled
profiler.enable_by_count()
profiler.enable_by_count()
two()
profiler.disable_by_count()
print(profiler.enable_count)
two()
profiler.disable_by_count()
profiler.disable_by_count()
print(profiler.enable_count)
two()  # not enabled
show_results(profiler, Tables(), precision=1)
for filename, lines in profiler.code_map.items():
    print(filename.rpartition("/")[2], [(line, measured and (round(measured[0]) if measured[2] else None, measured[2])) for line, measured in lines][1:])

profiler = LineProfiler()
wrapped = profiler(two)
print(wrapped(), wrapped.__name__, wrapped.__wrapped__ is two, profiler.wrap_function(len)("abc"))
wrapped()
show_results(profiler, stream=Tables())
print("--- run, runctx, with")
profiler = LineProfiler()
profiler.add_function(one)
print(profiler.run("one(1)") is profiler, profiler.runctx("kept = one(n)", globals(), {"n": 2}) is profiler)
with profiler as same:
    one(4)
print(same is profiler)
show_results(profiler, Tables())
print("--- as a decorator with options, and two profilers at once")
first, second = LineProfiler(), LineProfiler()


@first
@second(precision=3)
def both():
    return one(2)


both()
second.add_function(one)
both()
show_results(first, Tables())
show_results(second, Tables())

print("--- to stdout; without a source; what cannot be measured")
show_results(LineProfiler())
space = {}
exec(compile("def f():\n    return 1\n", "no such file.py", "exec"), space)
print(profile(space["f"])())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(profile(len)([1]), LineProfiler().add_function(max))
    print(choose_backend("psutil"), choose_backend(), choose_backend(None), choose_backend("heap"))
    print(profile(one, backend="tracemalloc", stream=Tables()).__name__)
for warning in caught:
    print(warning.category.__name__, warning.message)
for attempt in (lambda: choose_backend("abacus"), lambda: LineProfiler(include_children=True), lambda: LineProfiler(max_mem=5), lambda: profiler.enable() or profiler.enable()):
    try:
        print(attempt())
    except (ValueError, NotImplementedError, TypeError, RuntimeError) as problem:
        print(type(problem).__name__, problem)
profiler.disable()


@profile
def to_stdout():
    pass


class Count:
    """What is written there, as a number of lines and the widths of the header."""

    lines = []

    def write(self, text):
        self.lines += text.split("\n")[:-1]


known, sys.stdout = sys.stdout, Count()
to_stdout()
sys.stdout = known
row = Count.lines[-3]  # the usage depends on how much of the library lies in the binary
print(len(Count.lines), [len(line) for line in Count.lines[2:4]], Count.lines[2], row[:6] + row[19:])
