# __slots__ saves memory. An instance usually keeps its attributes in a dict of its own, which can hold any name. A class that names its attributes in __slots__ gives each instance just these places: no dict, less
# memory, and a typing mistake in a name becomes an error.
import sys


class Loose:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Tight:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


loose, tight = Loose(1, 2), Tight(1, 2)
print("loose:", sys.getsizeof(loose), "bytes, and a dict of", sys.getsizeof(loose.__dict__))
print("tight:", sys.getsizeof(tight), "bytes")
loose.colour = "red"
print("loose takes any name:", loose.__dict__)
try:
    tight.colour = "red"
except AttributeError as error:
    print("tight does not:", error)
print("has a dict:", hasattr(loose, "__dict__"), hasattr(tight, "__dict__"))


class Between(Tight):
    pass


between = Between(1, 2)
between.colour = "red"
print("a subclass without __slots__ has both:", between.__dict__, between.x)
print("places are descriptors of the class:", type(Tight.x).__name__)
