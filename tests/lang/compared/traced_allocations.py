# tracemalloc
import tracemalloc
tracemalloc.start()
data = [bytes(1000) for i in range(100)]
snapshot = tracemalloc.take_snapshot()
print(tracemalloc.get_traced_memory()[0] > 100000, snapshot.statistics('lineno')[0].count >= 100)
tracemalloc.stop()
