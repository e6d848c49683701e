"""memory_profiler: the heap's bytes as they are counted while somebody measures are those that the heap itself reports; Sampler and Lines directly."""
import gc

from _memory_profiler import Lines, Sampler, heap_bytes

gc.disable()


def difference():
    """What the heap reports and what is counted, at the same moment but for the number that is made."""
    sampler = Sampler(1000)
    before = heap_bytes()
    sampler.start()
    counted = heap_bytes()
    sampler.stop()
    return counted - before


print(abs(difference()) <= 64)
sampler = Sampler(1000)
sampler.start()
kept = [[n, str(n), {n: n}] for n in range(5000)]
del kept[::2]
kept.sort(key=lambda item: -item[0])
text = "".join(item[1] for item in kept)
numbers = {n * 1.5 for n in range(3000)}
numbers.clear()
big = 3 ** 20000
view = memoryview(bytearray(100_000))
view.release()
counted = heap_bytes()
sampler.stop()
print(abs(counted - heap_bytes()) <= 64)
(before, start), (peak, middle), (after, end) = sampler.samples()
print(before < after < peak, start < middle < end, sampler.start(), sampler.stop(), len(sampler.samples()))
limited = Sampler(0, 3)
limited.start()
for n in range(1000):
    pass
limited.stop()
print(len(limited.samples()), Sampler(1).samples())


def function(n):
    if n:
        return bytes(n)


lines = Lines()
print(lines.add(function.__code__), lines.add(function.__code__), lines.span(function.__code__), lines.rows(function.__code__))
lines.enable()
kept = function(100_000)
function(0)
lines.disable()
function(5)
rows = lines.rows(function.__code__)
print([(line, occurrences) for line, increment, most, occurrences in rows], [increment for line, increment, most, occurrences in rows][1:], rows[2][2] - rows[0][2] >= 100_000)
for attempt in (lambda: lines.add(function), lambda: lines.rows(difference.__code__), lambda: lines.span(3), lambda: Sampler(-1), lambda: Sampler("x"), lambda: Sampler(1, -1), lambda: lines.enable() or lines.enable(),
                lambda: sampler.start() or sampler.start()):
    try:
        print(attempt())
    except (TypeError, KeyError, ValueError, RuntimeError) as problem:
        print(type(problem).__name__)
print(lines.disable(), lines.disable(), sampler.stop(), sampler.stop())
many = [Sampler(1000) for _ in range(20)] + [Lines() for _ in range(20)]
for one in many:
    getattr(one, "start", None) and one.start() or getattr(one, "enable", int)()
del one, many
print(abs(difference()) <= 64)
