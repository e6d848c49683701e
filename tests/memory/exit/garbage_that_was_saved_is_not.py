"""With DEBUG_SAVEALL the garbage was wanted: nothing is said, and finalizers run all the same."""
import gc
import warnings

warnings.simplefilter("always")
gc.set_debug(gc.DEBUG_SAVEALL | gc.DEBUG_UNCOLLECTABLE)


class Node:
    def __del__(self):
        print("del")


a = Node()
a.me = a
del a
gc.collect()
print([type(x).__name__ for x in gc.garbage])
