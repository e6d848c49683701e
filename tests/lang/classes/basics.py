"""Instances, class attributes, methods, and what a class shows of itself."""


class Dog:
    """A dog."""
    kind = "canine"
    tricks = []

    def __init__(self, name):
        self.name = name

    def add(self, trick):
        self.tricks.append(trick)
        return self


a, b = Dog("Fido"), Dog("Buddy")
print(a.name, b.name, a.kind, Dog.kind)
a.kind = "changed"
print(a.kind, b.kind, Dog.kind, a.__dict__)
a.add("roll").add("sit")
print(b.tricks, a.tricks is Dog.tricks)
del a.kind
print(a.kind)
try:
    del a.kind
except AttributeError as e:
    print(e)
Dog.legs = 4
print(a.legs, Dog.__name__, Dog.__doc__, Dog.__module__, Dog.__bases__, type(a) is Dog, a.__class__ is Dog)
Dog.bark = lambda self: f"{self.name} barks"
print(b.bark(), Dog.bark(a))
a.bark = lambda: "own bark"
print(a.bark(), b.bark())
method = a.add
print(method("beg").tricks, Dog.add(b, "x") is b)
print(isinstance(a, Dog), isinstance(a, object), issubclass(Dog, object), hasattr(a, "legs"), hasattr(a, "wings"))
print(getattr(a, "legs"), getattr(a, "wings", "none"), setattr(a, "wings", 2), a.wings, sorted(vars(a)))
print(sorted(name for name in dir(a) if not name.startswith("__")))
a.__class__ = type("Cat", (), {"says": lambda self: self.name + " says meow"})
print(a.says(), type(a).__name__, type(a).__mro__)
Empty = type("Empty", (Dog,), {"kind": "made by type()"})
print(Empty("e").kind, Empty.__mro__ == (Empty, Dog, object), Empty.__doc__)
print([cls.__name__ for cls in Dog.__subclasses__()])
print(repr(Dog), str(Dog), Dog.add.__name__, Dog.__dict__["kind"])
