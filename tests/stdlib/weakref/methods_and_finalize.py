"""weakref.WeakMethod and weakref.finalize: arguments, attributes, and what runs when, also at the end."""
import atexit
import weakref


class C:
    def __init__(self, number=0):
        self.number = number

    def method(self):
        return self.number

    def __eq__(self, other):
        return isinstance(other, C) and self.number == other.number

    def __hash__(self):
        return hash(self.number)


def attempt(do):
    try:
        print(do())
    except Exception as error:
        print(type(error).__name__, error)


a, b = C(1), C(2)
w = weakref.WeakMethod(a.method)
print(w() == a.method, w()(), type(w), w == weakref.WeakMethod(a.method), w != weakref.WeakMethod(b.method), hash(w) == hash(a), w.__slots__)
for wrong in (len, C.method, 5):
    attempt(lambda: weakref.WeakMethod(wrong))
with_callback = weakref.WeakMethod(a.method, lambda reference: print("callback", reference is with_callback))
del a
print(w(), with_callback(), w == with_callback, w == w)

f = weakref.finalize(b, print, "finalized", end="!\n")
obj, function, args, kwargs = f.peek()
print(f.alive, f.atexit, obj is b, function, args, kwargs, repr(f)[:16])
del obj
print(f.detach()[0] is b, f.alive, f.peek(), f.detach(), f())
f = weakref.finalize(b, lambda *args, **kwargs: (args, kwargs), 1, 2, x=3)
print(f(), f(), f.alive, repr(f)[:16])
for do in (lambda: weakref.finalize(5, print), lambda: weakref.finalize(b), lambda: weakref.finalize(), lambda: setattr(f, "x", 1), lambda: weakref.finalize(b, func=print)):
    attempt(do)
f.atexit = False
print(f.atexit)
first, second = weakref.finalize(b, print, "first"), weakref.finalize(b, print, "second")
reference = weakref.ref(b, lambda reference: print("callback"))
del b
print(first.alive, second.alive)


def failing():
    raise ValueError("failing")


c = C(3)
f = weakref.finalize(c, failing)
c = None
print(f.alive)

kept = C(4)
weakref.finalize(kept, print, "at the end: 1")
weakref.finalize(kept, print, "at the end: 2")
not_at_exit = weakref.finalize(kept, print, "never")
not_at_exit.atexit = False
atexit.register(print, "atexit")
weakref.finalize(kept, failing)
print("last line")
