# The document's cycle, watched from the command line.
import gc


class MyObject:
    def __init__(self, label):
        self.label = label
        print("created", label)

    def __del__(self):
        print("deleted", self.label)


gc.disable()
obj1 = MyObject("obj1")
obj2 = MyObject("obj2")
obj1.ref = obj2
obj2.ref = obj1
kept = [1, ["two", obj1]]
kept.pop()
del obj1
del obj2
gc.collect()
