"""tracemalloc: starting and stopping, what a line holds, comparing, filters and formats."""
import tracemalloc

print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
try:
    tracemalloc.take_snapshot()
except RuntimeError as e:
    print(e)
tracemalloc.start()
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
kept = [str(n) * 10 for n in range(1000)]  # line 11
current, peak = tracemalloc.get_traced_memory()
print(current > 60_000, peak >= current)
snapshot = tracemalloc.take_snapshot()
mine = [s for s in snapshot.statistics("lineno") if s.traceback[0].filename == __file__ and s.traceback[0].lineno == 11]
print(len(mine), abs(mine[0].count - 1001) <= 2, mine[0].size > 30_000)
print(str(mine[0]).startswith(f"{__file__}:11: size="), f"count={mine[0].count}" in str(mine[0]), "average=" in str(mine[0]))
kept = None
later = tracemalloc.take_snapshot()
differences = later.compare_to(snapshot, "lineno")
mine = [d for d in differences if d.traceback[0].filename == __file__ and d.traceback[0].lineno == 11]
print(len(mine), mine[0].count, abs(mine[0].count_diff + 1001) <= 2, mine[0].size, mine[0].size_diff < -30_000)
print(tracemalloc.get_traced_memory()[0] < current, tracemalloc.get_traced_memory()[1] >= peak)
tracemalloc.clear_traces()
print(tracemalloc.get_traced_memory()[0] < 5000)
again = ["x" * 100 + str(n) for n in range(100)]
only = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, __file__)])
files = only.statistics("filename")
print(len(files), files[0].count >= 100, files[0].traceback[0].filename == __file__, len(only.traces) >= 100)
none = only.filter_traces([tracemalloc.Filter(False, __file__)])
print(len(none.traces))
trace = tracemalloc.get_object_traceback(again[50])
print(trace[0].lineno, len(trace), tracemalloc.get_object_traceback(5))
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_object_traceback(again[50]))
tracemalloc.start(3)
print(tracemalloc.get_traceback_limit())


def inner():
    return ["deep" * n for n in range(100, 200)]


def outer():
    return inner()


deep = outer()
statistics = tracemalloc.take_snapshot().statistics("traceback")
top = [s for s in statistics if len(s.traceback) == 3][0]
print([f.lineno for f in top.traceback], len(top.traceback.format()), top.traceback.format()[-2].endswith(f"line {top.traceback[-1].lineno}"))
tracemalloc.stop()
