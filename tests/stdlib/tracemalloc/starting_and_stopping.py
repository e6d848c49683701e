"""tracemalloc: start, stop, is_tracing, clear_traces, get_traceback_limit, get_traced_memory, reset_peak, get_tracemalloc_memory, take_snapshot."""
import tracemalloc

print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit(), tracemalloc.get_traced_memory(), tracemalloc.stop(), tracemalloc.clear_traces(), tracemalloc.reset_peak())
print(tracemalloc.get_object_traceback([]))
for arguments in ((0,), (-1,), (65536,), (1 << 40,), (1 << 80,), ("x",), (1.0,), (None,), (1, 2)):
    try:
        print(arguments, tracemalloc.start(*arguments))
    except (ValueError, TypeError, OverflowError) as problem:
        print(arguments, type(problem).__name__)
for attempt in (tracemalloc.take_snapshot, lambda: tracemalloc.start(nframe=2), lambda: tracemalloc.stop(1), lambda: tracemalloc.clear_traces(1), lambda: tracemalloc.get_object_traceback()):
    try:
        print(attempt())
    except (RuntimeError, TypeError) as problem:
        print(type(problem).__name__, problem)
print(tracemalloc.is_tracing())
print(tracemalloc.start(65535), tracemalloc.get_traceback_limit(), tracemalloc.stop())
print(tracemalloc.start(True), tracemalloc.get_traceback_limit())
print(tracemalloc.start(7), tracemalloc.get_traceback_limit(), "already tracing: nothing changes")
kept = [bytes(1000) for _ in range(100)]
now, peak = tracemalloc.get_traced_memory()
print(100_000 <= now <= 120_000, now <= peak <= 130_000, tracemalloc.get_tracemalloc_memory() > 0)
print(len(tracemalloc.take_snapshot().traces) >= 100, tracemalloc.get_object_traceback(kept[5])[0].lineno)
print(tracemalloc.clear_traces(), tracemalloc.get_traced_memory()[0] < 2000, tracemalloc.get_traced_memory()[1] < 2000, tracemalloc.is_tracing(), tracemalloc.get_object_traceback(kept[5]))
del kept  # what is not traced any more counts for nothing
print(0 <= tracemalloc.get_traced_memory()[0] < 2000)
print(tracemalloc.stop(), tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_tracemalloc_memory() >= 0, tracemalloc.get_traceback_limit())
tracemalloc.start(3)
for _ in range(3):
    tracemalloc.stop()
    tracemalloc.start(2)
print(tracemalloc.get_traceback_limit(), tracemalloc.take_snapshot().traceback_limit)
tracemalloc.stop()
print(tracemalloc.stop())
