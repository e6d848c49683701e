# A collection, told step by step.
import gc
import weakref

import heapview

gc.disable()
gc.collect()
heapview.start()
gc.freeze()  # what was there before is no candidate


class MyObject:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        global saved
        print("finalizer of", self.label)
        if self.label == "three":
            saved = self


one, two, three = MyObject("one"), MyObject("two"), MyObject("three")
one.ref, two.ref = two, one
three.me = three
reference = weakref.ref(one, lambda dead: print("callback"))
itself = []
itself.append(itself)
alive = [MyObject("alive")]
alive[0].back = alive
del one, two, three, itself
view = heapview.collect()
print(view)
data = view.data()
print(sorted(data), data["generation"], data["unreachable"], data["collected"])
for candidate in data["candidates"]:
    if not candidate["reachable"]:
        print(candidate["name"], candidate["count"], candidate["left"])
print(data["cycles"], [step["what"] for step in data["steps"]])
print(heapview.collect(0).data()["unreachable"])
print(str(heapview.collect(1)).splitlines()[0])
for wrong in (3, -1, "x"):
    try:
        heapview.collect(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
heapview.stop()


class Named:
    pass


x = Named()
x.name = "known by its name"
x.x = x
y = [[]]
y[0].append(y)
del x, y
print("\n".join(line for line in str(heapview.collect()).splitlines() if "cycle:" in line))
gc.unfreeze()
