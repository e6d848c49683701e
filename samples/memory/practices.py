# The document's six practices, each measured. Local variables are freed when their function returns; cycles wait for the collector; weak references avoid them; generators hold one item; `del` frees
# at once what nothing else holds; a profiler shows where memory went.
import gc
import sys
import tracemalloc
import weakref

gc.disable()
gc.collect()


class Block:
    alive = 0

    def __init__(self):
        Block.alive += 1

    def __del__(self):
        Block.alive -= 1


def local_work():
    blocks = [Block() for n in range(100)]
    return len(blocks)


print("1. local variables")
kept = [Block() for n in range(100)]
print("   global:", Block.alive, "alive")
del kept
local_work()
print("   local, after the call:", Block.alive, "alive")

print("2. circular references")
for n in range(10):
    one, two = Block(), Block()
    one.other, two.other = two, one
del one, two
print("   with cycles:", Block.alive, "alive until the collector comes;", gc.collect(), "collected;", Block.alive, "alive")

print("3. weak references")
for n in range(10):
    one, two = Block(), Block()
    one.other, two.other = two, weakref.proxy(one)
del one, two
print("   one of the two weak:", Block.alive, "alive, with no collector")

print("4. generators")
print("   a list of 1000 numbers:", sys.getsizeof(list(range(1000))), "bytes; a generator less than 300:", sys.getsizeof(n for n in range(1000)) < 300)

print("5. del")
big = Block()
name = big
del big
print("   one of two names deleted:", Block.alive, "alive")
del name
print("   the other as well:", Block.alive, "alive")

print("6. profiling")
tracemalloc.start()
rows = [str(n) * 10 for n in range(1000)]
current, peak = tracemalloc.get_traced_memory()
snapshot = tracemalloc.take_snapshot()
tracemalloc.stop()
top = snapshot.filter_traces([tracemalloc.Filter(True, __file__)]).statistics("lineno")[0]
print("   most was made by the line of rows:", top.traceback[0].lineno == 61, " objects:", top.count >= 1000, " peak is no less than now:", peak >= current)
