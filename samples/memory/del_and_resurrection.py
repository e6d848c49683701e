# __del__, and coming back. A finalizer runs when the count reaches zero, or when the collector has found the object in a cycle. It may look around, and it may even bring the object back by giving it
# a name again. It runs once in an object's life: the second death is silent (PEP 442).
import gc

gc.disable()  # so that no automatic collection comes in between
saved = []


class Cat:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("   finalizer of", self.name)
        if self.name == "Phoenix":
            saved.append(self)


cat = Cat("Tom")
cat = None

cat = Cat("Phoenix")
print("first death:")
cat = None
print("it lives again:", saved[0].name, " finalized:", gc.is_finalized(saved[0]))
print("second death:")
saved.clear()
print("no word")

print("in a cycle:")
left, right = Cat("Left"), Cat("Right")
left.other, right.other = right, left
del left, right
print("still there; the collector:")
print("   objects found:", gc.collect())


class Broken:
    def __del__(self):
        raise ValueError("nobody hears this")


print("an exception in a finalizer is reported on stderr, and ignored")
