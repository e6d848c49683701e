"""An object may save itself in __del__; its finalizer does not run a second time."""
import gc

gc.disable()
gc.collect()
saved = []


class Phoenix:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  del", self.name)
        saved.append(self)


print("by reference count")
p = Phoenix("counted")
del p
print("saved", len(saved), saved[0].name)
saved.clear()
print("second time: no __del__")
print("in a cycle")
p = Phoenix("cycle")
p.me = p
del p
print("collect", gc.collect(), "saved", len(saved), saved[0].me is saved[0])
saved.clear()
print("collect", gc.collect(), "saved", len(saved))
print("one of two saves both")


class Half:
    def __init__(self, name, saves):
        self.name, self.saves = name, saves

    def __del__(self):
        print("  del", self.name)
        if self.saves:
            saved.append(self)


a, b = Half("a", False), Half("b", True)
a.other, b.other = b, a
del a, b
print("collect", gc.collect(), "saved", [h.name for h in saved], saved[0].other.name)
saved.clear()
print("collect", gc.collect())
print("saved in an attribute of something that lives")


class Keeper:
    held = None


class Tricky:
    def __del__(self):
        Keeper.held = self
        print("  kept")


Tricky()
print(type(Keeper.held).__name__)
Keeper.held = None
print("end")
