"""The __dict__ of an instance: its keys are shared with the other instances of the class, and so it takes less the more of them there are."""
import sys

size = sys.getsizeof


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class SlotPoint:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


p, q = Point(1, 2), Point(3, 4)
print(size(p), size(p.__dict__), size(SlotPoint(1, 2)))
r = Point(5, 6)
print(size(p.__dict__), size(r.__dict__))
p.z = 7
print(size(p.__dict__), size(p.__dict__.copy()), size(dict(p.__dict__)), size(vars(q)))
del p.x
print(size(p.__dict__))
p.__dict__.clear()
print(size(p.__dict__))
q.__dict__[1] = 2
print(size(q.__dict__))


class Empty:
    pass


class Derived(Empty):
    pass


class Seven:
    def __init__(self):
        self.a = self.b = self.c = self.d = self.e = self.f = self.g = 1


e = Empty()
print(size(e.__dict__))
for i in range(25):
    setattr(e, f"name{i}", i)
print(size(e.__dict__))
print([size(Derived().__dict__) for i in range(35)])
print([size(Seven().__dict__) for i in range(35)])


class ListWithDict(list):
    pass


class Error(Exception):
    pass


for value in (ListWithDict(), Error()):
    print(size(value.__dict__))
    value.x = 1
    print(size(value.__dict__))
