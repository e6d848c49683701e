# The warning tells where the coroutine was allocated, if tracemalloc knows.
import tracemalloc
tracemalloc.start(3)
async def work(n): return n
def make(): return work(1)
make()
