"""Both: a warning and the list."""
import gc
import warnings

warnings.simplefilter("always")
gc.garbage.append({1: 2})
gc.set_debug(gc.DEBUG_UNCOLLECTABLE)
print("end")
