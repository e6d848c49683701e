# Debian: python3-memory-profiler
import io

from memory_profiler import LineProfiler, memory_usage, profile, show_results


def work():
    kept = [0] * 1000
    del kept
    return 7


profiler = LineProfiler()
print(profiler(work)())
out = io.StringIO()
show_results(profiler, stream=out)
lines = out.getvalue().splitlines()
print(lines[2].split() == ["Line", "#", "Mem", "usage", "Increment", "Occurrences", "Line", "Contents"], [line[60:].strip() for line in lines[4:]])
print(memory_usage((work, (), {}), retval=True)[1])
