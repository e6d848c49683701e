"""A collection in a weak reference's callback does not find the object that is just dying."""
import gc
import weakref


class Thing:
    def __init__(self, name):
        self.name = name
        self.ring = [self.name]
        self.ring.append(self.ring)


def collect(reference):
    gc.collect()
    print("collected in a callback:", reference() is None)


thing = Thing("a")
watch = weakref.ref(thing, collect)
del thing
things = [Thing(n) for n in range(5)]
watches = [weakref.ref(t, collect) for t in things]
del things
print([w() for w in watches])
print(gc.collect() >= 0)
