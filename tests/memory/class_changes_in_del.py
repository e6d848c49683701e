# An object whose __del__ gives it another class dies as one of that class, and the classes' counts stay right.
import gc
import sys


class Other:
    pass


class Changing:
    def __init__(self, n=0):
        self.n = n

    def __del__(self):
        self.__class__ = Other


class Slotted:
    __slots__ = ('a', 'b')


class SlottedChanging:
    __slots__ = ('a', 'b')

    def __del__(self):
        self.__class__ = Slotted


before = sys.getrefcount(Changing), sys.getrefcount(Other), sys.getrefcount(Slotted)
items = [Changing(i) for i in range(100)]
del items
for i in range(10):
    try:
        SlottedChanging()
    except TypeError as e:
        print(e)
cycle = Changing()
cycle.self = cycle
del cycle
gc.collect()
gc.collect()
print(sys.getrefcount(Changing) - before[0], sys.getrefcount(Other) - before[1], sys.getrefcount(Slotted) - before[2])
del Changing
gc.collect()
print([c.__name__ for c in object.__subclasses__() if c.__name__ in ('Changing', 'Other')])
