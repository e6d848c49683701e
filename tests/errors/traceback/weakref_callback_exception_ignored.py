import weakref

class A:
    pass

def callback(reference):
    raise RuntimeError("in the callback")

a = A()
r = weakref.ref(a, callback)
print("before")
del a
print("after")
