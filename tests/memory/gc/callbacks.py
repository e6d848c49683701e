"""gc.callbacks are told before and after a collection."""
import gc

gc.disable()
gc.collect()
events = []


def callback(phase, info):
    events.append((phase, info["generation"], info["collected"], info["uncollectable"]))


gc.callbacks.append(callback)
l = []
l.append(l)
del l
gc.collect()
gc.collect(0)
gc.callbacks.remove(callback)
gc.collect()
print(events)
