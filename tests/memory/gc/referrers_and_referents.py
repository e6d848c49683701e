"""gc.get_referents and gc.get_referrers: what refers to what, and in which order."""
import gc

gc.disable()


class C:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"C({self.name!r})"


class Slots:
    __slots__ = ("b", "a")


s = Slots()
s.a, s.b = "A", "B"
for value in ([1, "a"], (1, "a"), {1: 2, 3: 4}, {"a": [], "b": 2}, {"a": 1, 2: 3}, {1}, C("x"), s, slice(1, 2, 3), 1, "text", [], {}, zip, Exception(1, 2)):
    print(type(value).__name__, [x if not isinstance(x, type) else x.__name__ for x in gc.get_referents(value)])
print([type(x).__name__ for x in gc.get_referents(C)], gc.get_referents(C)[1:] == [C.__mro__, C.__bases__, object])
print(gc.get_referents(), gc.get_referents([1], [2], (3,)))

target = C("target")
in_list, in_tuple, in_dict, in_set = [target], (target,), {"k": target}, {target}
holder = C("holder")
holder.target = target
keyed = {target: 1}
found = gc.get_referrers(target)
for name, value in (("list", in_list), ("tuple", in_tuple), ("dict", in_dict), ("set", in_set), ("instance", holder), ("key", keyed), ("globals", globals())):
    print(name, any(x is value for x in found))
print(len(gc.get_referrers(in_list, in_tuple)) == len(gc.get_referrers(in_list)), gc.get_referrers(object()))
del found
print(gc.get_referrers() == [])


def generations(value):
    return [any(x is value for x in gc.get_objects(generation)) for generation in range(3)]


x = []
for generation in range(3):
    print(generations(x), any(y is x for y in gc.get_objects()), any(y is x for y in gc.get_objects(None)))
    gc.collect(generation)
print(generations(x))
print("--- frozen")
gc.freeze()
print(gc.get_freeze_count() > 10, generations(x), any(y is x for y in gc.get_objects()), gc.is_tracked(x), gc.get_referrers(x))
cycle = C("cycle")
cycle.me = cycle
gc.freeze()
del cycle
print(gc.collect())
gc.unfreeze()
print(gc.get_freeze_count(), generations(x), gc.collect())
