# With `-X tracemalloc=1,real` sizes are those of Ouro's own, smaller blocks.
import tracemalloc
def grown(make):
    before = tracemalloc.get_traced_memory()[0]
    kept = make()
    return tracemalloc.get_traced_memory()[0] - before
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
print(grown(lambda: 1.5 + len([])), grown(lambda: str(10**6 + len([]))) < 56, grown(lambda: object()))
tracemalloc.stop()
tracemalloc.start()
print(grown(lambda: 1.5 + len([])))
