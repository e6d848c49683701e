"""tracemalloc: the texts of statistics, differences, traces and frames; sorting, filters, sequences, errors."""
import tracemalloc
from tracemalloc import DomainFilter, Filter, Frame, Snapshot, Statistic, StatisticDiff, Trace, Traceback

here, other, deep = ("a.py", 3), ("b.py", 7), (("c.py", 1), ("b.py", 7), ("a.py", 3))
raw = [(0, 100, (here,), 1), (0, 50, (here,), 1), (0, 5000, (other,), 1), (1, 20000, (other,), 4), (0, 3_000_000, deep, 3), (0, 10, (("a.py", 9),), 1)]
snapshot = Snapshot(raw, 3)
print(snapshot.traceback_limit, len(snapshot.traces), snapshot.traces[0], repr(snapshot.traces[4]), snapshot.traces)
for key in ("lineno", "filename", "traceback"):
    for statistic in snapshot.statistics(key):
        print(key, statistic, "|", repr(statistic))
for statistic in snapshot.statistics("lineno", cumulative=True) + snapshot.statistics("filename", True):
    print(statistic)
older = Snapshot([(0, 100, (here,), 1), (0, 7000, (other,), 1), (0, 4, (("gone.py", 1),), 1)], 3)
for difference in snapshot.compare_to(older, "lineno") + snapshot.compare_to(older, "filename", cumulative=True):
    print(difference, "|", repr(difference))
for filters in ([Filter(True, "a.py")], [Filter(False, "a.py")], [Filter(True, "*.py", 7)], [Filter(True, "b.py", all_frames=True)], [Filter(False, "b.py", all_frames=True)],
                [DomainFilter(True, 1)], [DomainFilter(False, 1)], [Filter(True, "[ab].p?"), Filter(False, "a.py", 9)], [Filter(True, "[!a]*")], [Filter(True, "b.py", domain=1)],
                [], [Filter(True, "a.pyc")]):
    print([trace.size for trace in snapshot.filter_traces(filters).traces])
one = Traceback(deep, 5)
print(one, repr(one), len(one), one[0], one[-1], one[1:], one.total_nframe, Frame(("b.py", 7)) in one, list(one), one == Traceback(deep), hash(one) == hash(Traceback(deep)), one < Traceback((("d.py", 1),)))
print(one.format(), one.format(1), one.format(-1), one.format(most_recent_first=True), one.index(Frame(("c.py", 1))), one.count(Frame(("x", 1))))
print(Frame(("b.py", 7)) < Frame(("b.py", 8)), Frame(("b.py", 7)) == Frame(("b.py", 7)), Frame(("b.py", 7)) >= Frame(("c.py", 1)), repr(Frame(("x", 1))))
print([str(Statistic(one, size, 1)).split("size=")[1].split(",")[0] for size in (0, 9, 99, 1023, 1024, 10239, 10240, 102399, 102400, 10485759, 10485760, 10**9, 10**12, 10**16)])
print(Statistic(one, 1, 2) == Statistic(one, 1, 2), Statistic(one, 1, 2) == 3, StatisticDiff(one, 1, 2, 3, 4) == StatisticDiff(one, 1, 2, 3, 4), Trace(raw[0]) == Trace(raw[0]), Statistic(one, 5, 0))
for attempt in (lambda: snapshot.statistics("x"), lambda: snapshot.statistics("traceback", True), lambda: snapshot.filter_traces(5), lambda: tracemalloc.start(0), lambda: tracemalloc.start(70000),
                lambda: tracemalloc.take_snapshot(), lambda: tracemalloc.get_object_traceback(3), lambda: setattr(Filter(True, "x"), "filename_pattern", 1)):
    try:
        print(attempt())
    except (ValueError, TypeError, RuntimeError, AttributeError) as e:
        print(type(e).__name__, e)
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit(), tracemalloc.get_tracemalloc_memory() >= 0)
