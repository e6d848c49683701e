"""Over random heaps: the parts of why() sum to getrefcount(), graph() agrees with gc.get_referents(), the blocks of map() are getallocatedblocks().

usage: ouro random_heaps.py [HOW_MANY [SEED]]
"""
import collections
import functools
import gc
import random
import sys
import weakref

import heapview

gc.disable()


class Plain:
    pass


class Slots:
    __slots__ = ("left", "right", "__weakref__")


class Sub(list):
    pass


def generator(held):
    local = held
    for step in range(10):
        yield local


def closure(held):
    def inner(default=held):
        return held

    return inner


class Maker:
    """Makes objects that refer to each other at random."""

    def __init__(self, chance):
        self.chance = chance
        self.objects = []

    def any(self):
        kind = self.chance.randrange(6)
        if kind == 0 or not self.objects:
            return self.chance.choice([1000 + self.chance.randrange(5), "text" + str(self.chance.randrange(5)), 2.5, None])
        return self.chance.choice(self.objects)

    def make(self):
        chance, any = self.chance, self.any
        kind = chance.randrange(14)
        if kind == 0:
            made = [any() for i in range(chance.randrange(5))]
        elif kind == 1:
            made = tuple([any() for i in range(1, chance.randrange(2, 5))])
        elif kind == 2:
            made = {i: any() for i in range(chance.randrange(5))}
        elif kind == 3:
            made = Plain()
            for name in "abcd"[: chance.randrange(5)]:
                setattr(made, name, any())
            if chance.randrange(3) == 0:
                made.__dict__
        elif kind == 4:
            made = Slots()
            made.left = any()
            if chance.randrange(2):
                made.right = any()
        elif kind == 5:
            made = generator(any())
            if chance.randrange(3):
                next(made)
        elif kind == 6:
            made = closure(any())
        elif kind == 7:
            made = {1, 2, "x", 3.5}
        elif kind == 8:
            made = Sub([any(), any()])
        elif kind == 9:
            made = functools.partial(closure, any())
        elif kind == 10:
            made = collections.deque([any(), any()])
        elif kind == 11:
            made = iter([any(), any()])
        elif kind == 12:
            made = Plain().__init__ if chance.randrange(2) else slice(any(), any())
        else:
            made = {"key": any(), "other": [any()]}
        self.objects.append(made)

    def tangle(self):
        """Close some cycles."""
        for one in self.objects:
            if self.chance.randrange(2) and type(one) in (list, Sub):
                one.append(self.any())
            elif self.chance.randrange(2) and type(one) is dict:
                one["back"] = self.any()
            elif self.chance.randrange(3) == 0 and type(one) is Plain:
                one.back = self.any()


def check_why(target):
    count = sys.getrefcount(target)
    view = heapview.why(target)
    data = view.data()
    parts = data["parts"]
    assert data["count"] == count, (data, count)
    assert sum(part["count"] for part in parts) == count, (str(view), count)
    assert not [part for part in parts if part["kind"] == "interpreter"], str(view)


def check_graph(target):
    view = heapview.graph(target, everything=True, depth=1, max_objects=5000, max_edges=1000)
    data = view.data()
    shown = {one["id"]: one for one in data["objects"]}
    node = shown[id(target)]
    by_graph = sorted(edge["to"] for edge in node["edges"] if "to" in edge and not edge["weak"])
    plain = (int, float, str, bytes, bool, type(None), complex)
    by_collector = sorted(id(one) for one in gc.get_referents(target) if not isinstance(one, plain) or isinstance(one, tuple))
    assert by_graph == by_collector, (str(view)[:2000], by_graph, by_collector)
    for one in data["objects"]:
        for edge in one["edges"]:
            assert "to" not in edge or edge["to"] in shown


def check_map():
    view = heapview.map()
    blocks = sys.getallocatedblocks()
    after = heapview.map().data()["blocks"]
    data = view.data()
    in_pools = sum(pool["used"] for arena in data["arenas"] for pool in arena["pools"])
    assert in_pools + data["large"]["blocks"] == data["blocks"]
    # getallocatedblocks was asked when there was one block more than the first map shows: the view itself
    assert data["blocks"] + 1 == blocks, (data["blocks"], blocks)


def main():
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for number in range(how_many):
        maker = Maker(random.Random(seed * 1000003 + number))
        for i in range(maker.chance.randrange(2, 30)):
            maker.make()
        maker.tangle()
        for target in maker.chance.sample(maker.objects, 2):
            check_why(target)
            check_graph(target)
        del target
        if number % 10 == 0:
            check_map()
        del maker
        if number % 20 == 19:
            gc.collect()
    print(how_many, "heaps: the parts of why() sum to the counts, graph() agrees with the collector, map() with the heap")


main()
