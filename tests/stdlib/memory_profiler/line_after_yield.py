"""memory_profiler: the line that a generator goes on with after a yield has its bytes and its occurrences, whatever the yield is part of."""
from memory_profiler import profile

from _tables import MIB, Tables

show = profile(stream=Tables())


@show
def reader():
    yield 0
    big = bytes(3 * MIB)
    yield 1
    del big
    got = yield 2
    other = bytes(2 * MIB)
    for i in range(2):
        print((yield 3))
        other = None
    yield 4
    kept = bytes(MIB)


for n in reader():
    pass
