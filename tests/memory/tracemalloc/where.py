"""tracemalloc: where an object was allocated: lines, callers, depth, recursion, code that is gone, objects that move when they grow."""
import gc
import tracemalloc


def make(n):
    return bytes(n + 1000)


def through(depth, n):
    if depth:
        return through(depth - 1, n)
    return make(n)


def lines(thing):
    traceback = tracemalloc.get_object_traceback(thing)
    return traceback and [frame.lineno for frame in traceback]


def kept_and_total():
    totals = {(trace[2][0][1], trace[3]) for trace in tracemalloc.take_snapshot().traces._traces if trace[2][0] == (__file__, 7)}
    return sorted(totals)


for limit in (1, 2, 4, 100):
    tracemalloc.start(limit)
    things = [through(depth, 5) for depth in range(4)] + [make(1)]
    print(limit, [lines(thing) for thing in things])
    print(kept_and_total())
    tracemalloc.stop()

tracemalloc.start(2)
print(lines(5), lines("interned"), lines(None), lines(print))
grows = bytearray(10)
for n in range(20):
    grows += bytes(1000)
moved = [trace.traceback[-1].lineno for trace in tracemalloc.take_snapshot().traces if trace.size > 20_000]
print(moved)

# the instructions of code that is gone may lie where those of other code lay
found = []
for n in range(200):
    space = {}
    exec(compile("\n" * n + "made = bytes(777)", f"generated {n % 7}", "exec"), space)
    frame = tracemalloc.get_object_traceback(space["made"])[-1]
    found.append((frame.filename, frame.lineno) == (f"generated {n % 7}", n + 1))
    del space
print(len(found), all(found))

# many different lines, many blocks
gc.disable()
space = {}
exec(compile("many = []\n" + "many.append(bytes(777))\n" * 1200, "many lines", "exec"), space)
print(all(lines(thing)[-1] == n + 2 for n, thing in enumerate(space["many"])))
statistics = [s for s in tracemalloc.take_snapshot().statistics("lineno") if s.traceback[0].filename == "many lines"]
print(len(statistics) >= 1200, max(s.count for s in statistics) < 20)
del space
print(sum(1 for trace in tracemalloc.take_snapshot().traces if trace.traceback[-1].filename == "many lines"))
blocks = [bytes(100) for _ in range(5_000)]
line = lines(blocks[7])[-1]
print(len([trace for trace in tracemalloc.take_snapshot().traces._traces if trace[2][0] == (__file__, line)]) - 5_000 in (1, 2, 3))
big = [bytes(size) for size in (511, 512, 513, 5_000, 50_000, 5_000_000, 50_000_000)]
print([lines(block) for block in big])
del blocks, big
print(tracemalloc.get_traced_memory()[0] < 1_000_000)


def generate():
    yield bytes(777)
    yield bytes(778)


print([lines(thing) for thing in generate()], [lines(thing) for thing in list(generate())], lines(list(map(make, [1]))[0]), [lines(bytes(n + 999))[-1] for n in range(2)])
tracemalloc.stop()
print(lines(grows))
