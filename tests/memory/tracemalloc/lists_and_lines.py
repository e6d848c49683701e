"""Counts of blocks by line: a list and its items, strings, bytes, sets; what is freed is not counted."""
import tracemalloc

HERE = __file__


def blocks(line_of):
    """(line, count) of this file's lines that hold at least ten blocks."""
    snapshot = tracemalloc.take_snapshot()
    return [(s.traceback[0].lineno - line_of, s.count // 10 * 10) for s in sorted(
        (s for s in snapshot.statistics("lineno") if s.traceback[0].filename == HERE and s.count >= 10), key=lambda s: s.traceback[0].lineno)]


def work():
    numbers = [n for n in range(1000, 1500)]
    pieces = [b"%d" % n for n in range(200)]
    strings = ["s%d" % n for n in range(300)]
    complexes = [complex(n, 1) for n in range(100)]
    small = [n for n in range(100)]
    sets = [set() for _ in range(50)]
    gone = [object() for _ in range(400)]
    del gone
    return blocks(work.__code__.co_firstlineno), (numbers, pieces, strings, complexes, small, sets)


tracemalloc.start()
result, kept = work()
print(result)
before, _ = tracemalloc.get_traced_memory()
kept = None
after, _ = tracemalloc.get_traced_memory()
print("given back:", before - after > 30_000)
tracemalloc.stop()
