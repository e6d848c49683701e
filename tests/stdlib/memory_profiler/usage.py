"""memory_profiler: memory_usage with each of its options, and TimeStamper."""
import os
import time

from memory_profiler import TimeStamper, memory_usage

MIB = 1 << 20


def work(n, fail=False):
    a = bytes(n * MIB)
    if fail:
        raise LookupError(n)
    del a
    return n


class Lines(list):
    def write(self, text):
        self.append(text)


base = memory_usage()
print(len(base), 0 < base[0] < 100, type(base[0]).__name__, len(memory_usage(-1)), len(memory_usage(os.getpid())))
base = base[0]
print(len(memory_usage(interval=0.001, timeout=0.0055)), len(memory_usage(-1, 0.001, 0.0015)), len(memory_usage(timeout=0.001, interval=0.01)))
samples = memory_usage(-1, 0.001, timeout=0.003, timestamps=True)
print(len(samples), samples == sorted(samples, key=lambda sample: sample[1]), abs(samples[0][1] - time.time()) < 10)
print(type(memory_usage(max_usage=True)).__name__, len(memory_usage(max_usage=True, timestamps=True)), len(memory_usage(-1, retval=True)), memory_usage(-1, retval=True)[1])

print("--- a call")
samples = memory_usage((work, (30,)), interval=1000)
print([round(size - base) for size in samples], "before, at its peak, after")
print(round(memory_usage((work, (10,)), max_usage=True) - base), round(memory_usage((work, [5], {}), max_usage=True) - base))
size, returned = memory_usage((work, (), {"n": 7}), max_usage=True, retval=True)
print(round(size - base), returned, memory_usage((time.perf_counter,), retval=True)[1] > 0, len(memory_usage(lambda: 1, interval=1000)))
(size, when), returned = memory_usage([work, (4,)], max_usage=True, retval=True, timestamps=True)
print(round(size - base), returned, abs(when - time.time()) < 10)


def slowly():
    kept, end = [], time.perf_counter() + 0.05
    while time.perf_counter() < end or len(kept) < 3000:
        kept.append(len(kept))


samples = memory_usage(slowly, interval=0.005)
print(len(samples) >= 2, len(memory_usage(slowly, interval=0.005, timeout=0.02)) <= 4, len(memory_usage(slowly, interval=0)) > 30)
try:
    memory_usage((work, (1, True)))
except LookupError as problem:
    print("raised", problem)
lines = Lines()
print(memory_usage((work, (3,)), stream=lines, interval=1000), [(line.split(" ")[0], len(line.split(" ")), line.endswith("\n")) for line in lines])
print(len(memory_usage((work, (3,)), max_iterations=1, multiprocess=False, include_children=False, backend="heap", interval=1000)))
print(round(memory_usage((memory_usage, ((work, (20,)),), {"interval": 1000}), max_usage=True) - base), "one inside another")

print("--- what Ouro has not")
for attempt in (lambda: memory_usage(1), lambda: memory_usage("x"), lambda: memory_usage(include_children=True), lambda: memory_usage(multiprocess=True), lambda: memory_usage(()),
                lambda: memory_usage((1, 2, 3, 4)), lambda: memory_usage(work, max_iterations=0), lambda: memory_usage(work, interval=-1), lambda: memory_usage(work, backend="nothing"),
                lambda: TimeStamper(include_children=True)):
    try:
        print(attempt())
    except (NotImplementedError, ValueError) as problem:
        print(type(problem).__name__, problem)

print("--- TimeStamper")
stamper = TimeStamper()


@stamper
def outside():
    return inside(2) + inside(3)


@stamper(precision=3)
def inside(n):
    work(n)
    kept.append(bytes(n * MIB))
    return n


class Counted:
    @stamper
    @staticmethod
    def numbers():
        yield 1
        yield 2


kept = []
print(outside(), list(Counted.numbers()), next(Counted.numbers()))
lines = Lines()
stamper.show_results(lines)
for line in lines:
    field, name, before, start, after, end, depth = line.split()
    print(field, name, round(float(after) - float(before)), 0 <= float(end) - float(start) < 10, depth)
