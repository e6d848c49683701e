"""The lines themselves on stderr, and where they go when sys.stderr is no good."""
import gc
import sys

gc.disable()
gc.collect()
gc.set_debug(gc.DEBUG_COLLECTABLE)
ring = []
ring.append(ring)
del ring
gc.collect()
stderr = sys.stderr


class Broken:
    def write(self, text):
        raise ValueError("broken")


sys.stderr = Broken()
ring = []
ring.append(ring)
del ring
gc.collect()
sys.stderr = stderr
gc.set_debug(0)
print("end")
