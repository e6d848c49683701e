"""What gc.garbage still holds at the end is listed if DEBUG_UNCOLLECTABLE was set."""
import gc

gc.garbage.append([1, 2])
gc.garbage.append("text")
gc.set_debug(gc.DEBUG_UNCOLLECTABLE)
print("end")
