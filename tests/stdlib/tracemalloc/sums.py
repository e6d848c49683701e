"""tracemalloc: Statistic, StatisticDiff, Snapshot.statistics and compare_to: every kind of key, cumulative, the order, the texts and their units."""
from tracemalloc import Snapshot, Statistic, StatisticDiff, Traceback

main, f, g = ("main.py", 10), ("lib.py", 5), ("lib.py", 9)
old = Snapshot([(0, 100, (f, main), 2), (0, 200, (g, main), 2), (0, 50, (main,), 1), (0, 1000, (("gone.py", 1),), 1)], 4)
new = Snapshot([(0, 100, (f, main), 2), (0, 300, (f, f, main), 3), (1, 200, (g, main), 2), (0, 40, (main,), 1), (0, 5 << 20, (("big.py", 1),), 1), (0, 40, (("same.py", 2),), 1),
                (0, 40, (("same.py", 1),), 1)], 4)
for key in ("filename", "lineno", "traceback"):
    for cumulative in (False, True):
        if key == "traceback" and cumulative:
            continue
        print("---", key, cumulative)
        for statistic in new.statistics(key, cumulative):
            print(statistic, "|", repr(statistic))
        for difference in new.compare_to(old, key, cumulative=cumulative):
            print(difference, "|", repr(difference))
print(new.statistics(key_type="lineno", cumulative=False) == new.statistics("lineno"), new.compare_to(old_snapshot=old, key_type="lineno") == new.compare_to(old, "lineno"))
print(Snapshot([], 1).statistics("filename"), Snapshot([], 1).compare_to(Snapshot([], 1), "traceback"), [str(d) for d in Snapshot([], 1).compare_to(old, "filename")])
for attempt in (lambda: new.statistics("size"), lambda: new.statistics("traceback", True), lambda: new.compare_to(old, None), lambda: new.compare_to(old, "traceback", cumulative=True), lambda: new.statistics()):
    try:
        print(attempt())
    except (ValueError, TypeError) as problem:
        print(type(problem).__name__, problem)

where = Traceback((f,))
one = Statistic(where, 10, 2)
print(one.traceback, one.size, one.count, one == Statistic(where, 10, 2), one == Statistic(where, 10, 3), one != Statistic(where, 11, 2), one == Statistic(Traceback((g,)), 10, 2), one == 5,
      hash(one) == hash(Statistic(where, 10, 2)))
two = StatisticDiff(where, 10, -5, 2, 0)
print(two.traceback, two.size, two.size_diff, two.count, two.count_diff, two == StatisticDiff(where, 10, -5, 2, 0), two == StatisticDiff(where, 10, -5, 2, 1), two != one,
      hash(two) == hash(StatisticDiff(where, 10, -5, 2, 0)))
sizes = [0, 1, 99, 100, 1023, 1024, 2047, 10 * 1024 - 1, 10 * 1024, 100 * 1024 - 1, 100 * 1024, 1 << 20, 10 << 20, 99 << 20, 100 << 20, 1 << 30, 10 << 30, 1 << 40, 1 << 44, 1 << 60, 12345, 1234567, 123456789]
for size in sizes:
    print(Statistic(where, size, 3), "|", StatisticDiff(where, size, size, 3, 3), "|", StatisticDiff(where, size, -size, 0, -1))
