"""tracemalloc: -X tracemalloc=0 means no"""
import tracemalloc

print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
if tracemalloc.is_tracing():
    print(len(tracemalloc.get_object_traceback([[]][0])), tracemalloc.take_snapshot().traceback_limit)
