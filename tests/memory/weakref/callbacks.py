"""When callbacks run, in which order, and what they see."""
import gc
import weakref

gc.disable()


class A:
    def __init__(self, name="a"):
        self.name = name

    def __del__(self):
        print("  del", self.name)


def callback(tag):
    def call(reference):
        print("  callback", tag, reference() is None)
    return call


print("callbacks: the latest first; then or before __del__?")
a = A()
refs = [weakref.ref(a, callback(n)) for n in range(3)]
del a
print("a dead reference is not told")
a = A()
r = weakref.ref(a, callback("dropped"))
del r
del a
print("in a cycle")
a = A("cycle")
a.me = a
r = weakref.ref(a, callback("cycle"))
del a
print("collect", gc.collect(), r())
print("reference inside the trash: not called")
a = A("owner")
a.me = a
a.r = weakref.ref(a, callback("inside"))
del a
print("collect", gc.collect())
print("reference outside, object in the trash with another")
a, b = A("a"), A("b")
a.o, b.o = b, a
ra, rb = weakref.ref(a, callback("a")), weakref.ref(b, callback("b"))
del a, b
print("collect", gc.collect())
print("a callback that uses the other reference")
a = A("x")
first = weakref.ref(a)
second = weakref.ref(a, lambda r: print("  other is dead too:", first() is None))
del a
print("a callback that makes a new object")
made = []
a = A("y")
r = weakref.ref(a, lambda r: made.append(A("made in callback")))
del a
print(len(made))
made.clear()
print("a callback that deletes itself")
a = A("z")
holder = {}
holder["r"] = weakref.ref(a, lambda r: holder.clear())
del a
print(holder)
print("an object that saves itself is still referred to")
saved = []


class P:
    def __del__(self):
        saved.append(self)


p = P()
r = weakref.ref(p, callback("phoenix"))
del p
print(r() is None, len(saved))
saved.clear()
print("end")
