"""A subclass of weakref.ref, with attributes of its own."""
import weakref


class KeyedRef(weakref.ref):
    __slots__ = ("key",)

    def __new__(cls, target, callback, key):
        self = super().__new__(cls, target, callback)
        self.key = key
        return self

    def __init__(self, target, callback, key):
        super().__init__(target, callback)


class A:
    pass


def gone(reference):
    print("gone", reference.key, reference() is None)


a = A()
r = KeyedRef(a, gone, "the key")
other = KeyedRef(a, gone, "other")
plain = weakref.ref(a)
print(r() is a, r.key, r is other, r == other, plain is weakref.ref(a), isinstance(r, weakref.ReferenceType), weakref.getweakrefcount(a))
del a
print(r(), plain())
