"""A function that the collector takes apart, and that a finalizer sees meanwhile: it has no name any more, but can be shown and asked."""
import gc
import weakref


class Cyclic(tuple):
    __slots__ = ()

    def __del__(self):
        # The finalizer runs before anything is taken apart: the reference it makes is asked by Late's, in the middle.
        self[1].reached = weakref.ref(self[0])
        global late
        del late


class Late:
    __slots__ = ('reached',)

    def __del__(self):
        global func
        func = self.reached()


late = Late()


def func(a=1):
    "doc"


cycle = tuple.__new__(Cyclic, (func, late))
func.__module__ = cycle
del func, cycle
gc.collect()
print(repr(func)[:13], func.__name__ == '', func.__qualname__ == '', func.__defaults__, func.__doc__)


class Str(str):
    pass


# A name of a derived class may itself be part of the cycle.
def named():
    pass


named.__name__ = Str('own name')
named.__name__.function = named
del named
print(gc.collect())
