"""Weak references that are garbage themselves are cleared before finalizers run, though what they refer to lives: brought back, they are dead."""
import gc
import weakref


class Target:
    pass


class OwnReference(weakref.ref):
    pass


class Holder:
    def __del__(self):
        brought_back.append(self)


brought_back = []
target = Target()
holder = Holder()
holder.me = holder
holder.with_callback = weakref.ref(target, lambda reference: print("called"))
holder.proxy = weakref.proxy(target)
holder.plain = weakref.ref(target)
holder.own = OwnReference(target)
outside = weakref.ref(target, lambda reference: print("called outside"))
print(weakref.getweakrefcount(target))
del holder
print(gc.collect())
back = brought_back[0]
print(back.with_callback() is None, back.plain() is None, back.own() is None, outside() is target)
print(weakref.getweakrefcount(target), back.with_callback.__callback__ is None)
try:
    back.proxy.name
except ReferenceError as error:
    print(error)
del target
back.me = None
