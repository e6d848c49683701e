# A cycle. Two objects that refer to each other keep each other's count above zero for ever, even when no name leads to them any more. Counting alone never frees them. The cycle collector finds such
# groups; until it runs, they wait.
import gc
import weakref


class Person:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("   freed:", self.name)


gc.disable()  # so that no automatic collection comes in between
ann, bob = Person("Ann"), Person("Bob")
ann.friend = bob
watch = weakref.ref(ann)
print("no cycle: bob refers to nobody")
del ann
print("Ann is gone:", watch() is None)

ann = Person("Ann the second")
ann.friend, bob.friend = bob, ann
watch = weakref.ref(ann)
del ann, bob
print("a cycle, and no name left; Ann is gone:", watch() is None)
print("collected:", gc.collect())
print("Ann is gone:", watch() is None)
gc.enable()
