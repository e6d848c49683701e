import tracemalloc
print(tracemalloc.get_tracemalloc_memory() > 0)
before = tracemalloc.get_tracemalloc_memory()
tracemalloc.start()
x = [object() for _ in range(1000)]
while_tracing = tracemalloc.get_tracemalloc_memory()
tracemalloc.stop()
print(while_tracing > before, tracemalloc.get_tracemalloc_memory() == before)
