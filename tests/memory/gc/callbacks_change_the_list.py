"""gc.callbacks: the list is walked as it is, even while callbacks change it; what they raise is reported; the name may be bound to something else."""
import gc

gc.disable()
log = []


def note(phase, info):
    log.append((phase, info["generation"], info["collected"], info["uncollectable"], len(info)))


def show():
    print(log)
    log.clear()


gc.callbacks.append(note)
for generation in range(3):
    gc.collect(generation)
ring = []
ring.append(ring)
del ring
gc.collect()
show()


def failing(phase, info):
    raise ValueError(phase)


gc.callbacks.insert(0, failing)
gc.collect(0)
show()
gc.callbacks[:] = [lambda phase, info: gc.callbacks.clear(), note]
gc.collect(0)
show()
gc.callbacks[:] = [lambda phase, info: gc.callbacks.append(note) if len(gc.callbacks) < 3 else None]
gc.collect(0)
show()
gc.callbacks[:] = [lambda phase, info: log.append(gc.collect())]
print(gc.collect(1))
show()
own = gc.callbacks
own.clear()
gc.callbacks = [note]
gc.collect()
show()
gc.callbacks = own
own.append("no function")
gc.collect(0)
own.clear()
