# What a collection decides, and how. It copies the count of each candidate, subtracts the references that candidates hold on each other, and what is left comes from outside. Who has something left
# is alive, and so is all that can be reached from there; the rest hangs only on itself. heapview.collect tells the steps on the real heap.
import gc

import heapview


class Part:
    def __init__(self, name):
        self.name = name


gc.disable()
gc.collect()
gc.freeze()  # what was there before is no candidate
wheel, axle, spare = Part("wheel"), Part("axle"), Part("spare")
wheel.on, axle.carries = axle, wheel
spare.like = wheel
garage = [spare]
lost = Part("lost")
lost.itself = lost
del wheel, axle, spare, lost
print(heapview.collect())
garage.clear()
print()
print(heapview.collect())
gc.unfreeze()
