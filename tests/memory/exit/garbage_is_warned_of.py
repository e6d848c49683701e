"""Without the flag there is a ResourceWarning, which is ignored unless asked for."""
import gc
import warnings

warnings.simplefilter("always")
gc.garbage.append([1, 2])
gc.garbage.append("text")
print("end")
