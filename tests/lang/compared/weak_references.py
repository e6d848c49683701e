# weakref with callbacks
import weakref
class Thing:
    pass
thing = Thing()
r = weakref.ref(thing, lambda ref: print('gone', ref()))
print(r() is thing)
del thing
print(r(), len(weakref.WeakValueDictionary()))
