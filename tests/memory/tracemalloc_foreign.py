# Blocks of other memory, which C code tells tracemalloc of, each in a domain.
import tracemalloc
import _testcapi as t


def traced():
    snapshot = tracemalloc.take_snapshot().filter_traces([tracemalloc.DomainFilter(True, 5)])
    return [(trace.size, trace.domain, len(trace.traceback)) for trace in snapshot.traces]


def fails(function, *args):
    try:
        function(*args)
    except RuntimeError as e:
        print(e)


fails(t.tracemalloc_track, 5, 1000, 10)
fails(t.tracemalloc_untrack, 5, 1000)
print(t.tracemalloc_get_traceback(5, 1000))
tracemalloc.start(3)
before = tracemalloc.get_traced_memory()[0]
t.tracemalloc_track(5, 1000, 10_000_000)
print(tracemalloc.get_traced_memory()[0] - before > 9_000_000, traced())
print([line for name, line in t.tracemalloc_get_traceback(5, 1000)])
t.tracemalloc_track(5, 1000, 20)
t.tracemalloc_track(5, 1001, 30, True)
t.tracemalloc_track(6, 1000, 40)
print(tracemalloc.get_traced_memory()[0] - before < 9_000_000, sorted(traced()))
t.tracemalloc_untrack(5, 1000)
t.tracemalloc_untrack(5, 1000)
print(traced(), t.tracemalloc_get_traceback(5, 1000), t.tracemalloc_get_traceback(6, 1000) is None)
tracemalloc.stop()
tracemalloc.start()
print(traced())
