# A chain of classes, each derived from the one before: what changes at its top reaches the bottom, with a small stack, too.
# And lattices, in which a class is reached by so many ways that they cannot all be gone.
import collections.abc

DEPTH = 2500


class Own(type):
    def mro(cls):
        return [cls, object]


def chain(meta, depth):
    made = [meta("C", (), {})]
    for _ in range(depth):
        made.append(meta("C", (made[-1],), {}))
    return made


for meta in (type, Own):
    classes = chain(meta, DEPTH)
    top, bottom = classes[0], classes[-1]
    print(meta.__name__, issubclass(bottom, top), hasattr(bottom, "name"), len(type.mro(bottom)))
    top.name = 1
    print(hasattr(bottom, "name"), hasattr(bottom(), "name"))
    top.name = 2
    print(getattr(bottom, "name", None))
    try:
        len(bottom())
    except TypeError as error:
        print(error)
    top.__len__ = lambda self: 5
    try:
        print(len(bottom()))
    except TypeError as error:
        print(error)
    del top.__len__
    try:
        len(bottom())
    except TypeError as error:
        print(error)
    collections.abc.Sequence.register(top)
    print(issubclass(bottom, collections.abc.Sequence))
    del classes, top, bottom


small = chain(type, 3)
small[1].__bases__ = (type("Other", (), {"__bool__": lambda self: False}),)
print(bool(small[-1]()))

# a lattice of 16 levels: 2**16 ways from its top to its bottom
top = bottom = type("Top", (), {})
for level in range(16):
    bottom = type("Bottom", (type("L", (bottom,), {}), type("R", (bottom,), {})), {})
top.__int__ = lambda self: 7
print(int(bottom()), len(bottom.__mro__))
top.__int__ = lambda self: 8
print(int(bottom()))

# many bases: their order, and contradictions among them
bases = [type(f"B{i}", (), {}) for i in range(300)]
pairs = [type(f"P{i}", (bases[i], bases[i + 1]), {}) for i in range(299)]
print([cls.__name__ for cls in type("All", tuple(pairs), {}).__mro__][:8], len(type("All", tuple(pairs), {}).__mro__))
for wrong in ((bases[1], pairs[0], pairs[1]), (pairs[0], type("Swapped", (bases[1], bases[0]), {}))):
    try:
        type("Wrong", wrong, {})
    except TypeError as error:
        print(error)
print(type("All", tuple(pairs[:3]), {}).__mro__)  # nothing is left of what failed
