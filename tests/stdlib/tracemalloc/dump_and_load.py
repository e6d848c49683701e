"""tracemalloc: Snapshot.dump and Snapshot.load: what was written is read again, whatever the traces are."""
import os
import tracemalloc
from tracemalloc import Snapshot

name = f"/tmp/tracemalloc_dump_and_load_{os.getpid()}"


def again(snapshot):
    print(snapshot.dump(name))
    try:
        return Snapshot.load(name)
    finally:
        os.unlink(name)


deep = tuple(("file%d.py" % n, n) for n in range(300))
traces = [(0, 0, (("a.py", 1),), 1), (255, 256, (("a.py", 1), ("b.py", 65535)), 2), (1, 65536, (("\u20ac\U0001f40d\udc80.py", 70000),), 65535), (0, 2**31, deep, 300), (0, 2**31 - 1, deep, 301),
          (0, 2**63, (("", 0),), 1), (7, 2**100, (("x" * 300, 2**40),), 1)]
for snapshot in (Snapshot(traces, 65535), Snapshot([], 1), Snapshot(traces[:1], 1), Snapshot(traces * 150, 25)):
    loaded = again(snapshot)
    print(type(loaded).__name__, loaded.traces == snapshot.traces, len(loaded.traces), loaded.traceback_limit)
loaded = again(Snapshot(traces, 3))
print(*loaded.statistics("lineno")[:2], [d.size_diff for d in loaded.compare_to(Snapshot(traces, 3), "traceback")])

marked = Snapshot(traces, 3)
marked.when, marked.what, marked.nothing, marked.places, marked.good = "before", -5, None, (("a", 1), (2, ("b", False))), True
loaded = again(marked)
print({name: value for name, value in vars(loaded).items() if name != "traces"}, loaded.traces == marked.traces)

tracemalloc.start(4)
kept = [bytes(500) for _ in range(10)]
snapshot = tracemalloc.take_snapshot()
tracemalloc.stop()
loaded = again(snapshot)
print(loaded.traces == snapshot.traces, loaded.traceback_limit, loaded.statistics("traceback") == snapshot.statistics("traceback"))
for attempt in (lambda: Snapshot.load(name), lambda: snapshot.dump("/nowhere/at/all")):
    try:
        attempt()
    except OSError as problem:
        print(type(problem).__name__)
