"""An attribute that is deleted: the object keeps the others in itself, and a cycle that is broken so counts as one without."""
import gc
import random


class Node:
    pass


class Larger:
    def __init__(self):
        self.a, self.b, self.c, self.d, self.e, self.me = 1, [2], "c", self, (), self


class Slotted(Larger):
    __slots__ = ("s", "t")


class Del:
    def __del__(self):
        print("del", end=" ")


def collect_after(change, cls):
    item = cls()
    change(item)
    item.me = item
    item = None
    return gc.collect()


def first(n):
    n.a, n.b = 1, 2
    del n.a


def last(n):
    n.a, n.b = 1, 2
    del n.b


def again(n):
    n.a, n.b = 1, 2
    del n.b
    n.c = 3
    n.b = 4


def only(n):
    n.a = 1
    del n.a
    n.a = 2
    del n.a


def itself(n):
    n.a = n
    delattr(n, "a")


def asked(n):
    n.a, n.b = 1, 2
    del n.a
    print(list(vars(n)), end=" ")


def replaced_while_deleted(n):
    class Sets:
        def __del__(self):
            n.a = "set by __del__"
            n.z = 1
    n.a = Sets()
    del n.a
    print(n.a, list(n.__dict__)[-1], end=" ")


gc.disable()
gc.collect()
for change in first, last, again, only, itself, asked, replaced_while_deleted:
    for cls in Node, Larger, Slotted:
        print(change.__name__, cls.__name__, collect_after(change, cls))

n = Node()
for name in "abc":
    setattr(n, name, name + "!")
del n.b
print(gc.get_referents(n), n.a, n.c, hasattr(n, "b"))
for name in "b", "nothing":
    try:
        delattr(n, name)
    except AttributeError as error:
        print(error)


def loop(rounds):
    """The same instructions see the attribute, its lack, and it again elsewhere."""
    n, seen = Node(), []
    for i in range(rounds):
        n.a = i
        n.b = -i
        if i % 3 == 0:
            del n.a
        seen.append(getattr(n, "a", "none"))
        seen.append(n.b)
        if i % 4 == 0:
            n.a = 0
            del n.b
    return seen


print(loop(9))


def live(seed, cls, names):
    rng, items = random.Random(seed), [cls() for _ in range(5)]
    for step in range(300):
        item, name = rng.choice(items), rng.choice(names)
        dice = rng.random()
        if dice < .5:
            setattr(item, name, rng.choice([step, [step], item, Del() if step % 10 == 0 else None]))
        elif dice < .9:
            if hasattr(item, name):
                delattr(item, name)
        else:
            print(sorted(type(x).__name__ for x in gc.get_referents(item)), gc.is_tracked(item), end=" ")
    names = [list(vars(item)) for item in items]
    items = item = None
    print(names, gc.collect())


for seed in range(3):
    live(seed, Node, "abcd")
    live(seed, Larger, ["a", "b", "c", "d", "e", "me"])
    live(seed, Slotted, ["a", "b", "s", "t", "e", "me"])
