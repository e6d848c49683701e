"""Objects move to an older generation when they survive; collecting the young one leaves older cycles alone."""
import gc
import weakref

gc.disable()
gc.collect()


class A:
    pass


def cycle():
    a = A()
    a.me = a
    return a, weakref.ref(a)


a, r = cycle()
del a
print("young, dropped, collect(0):", gc.collect(0), r() is None)
a, r = cycle()
gc.collect(0)
del a
print("survived one, dropped, collect(0):", gc.collect(0), r() is None)
print("collect(1):", gc.collect(1), r() is None)
a, r = cycle()
gc.collect(1)
del a
print("old, dropped, collect(1):", gc.collect(1), r() is None)
print("collect(2):", gc.collect(2), r() is None)
a, r = cycle()
gc.collect()
holder = [a]
gc.collect(0)
del a, holder
print("held by a young list until now:", gc.collect(1), r() is None, gc.collect(), r() is None)
gc.freeze()
print(gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())
