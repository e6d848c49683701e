"""Finalizers of a cycle: each once, in the order of creation, and all before anything is torn down."""
import gc

gc.disable()
gc.collect()


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  del", self.name, "sees", self.other.name if hasattr(self, "other") else None)


def pair(first, second):
    a, b = Node(first), Node(second)
    a.other, b.other = b, a


print("two")
pair("a", "b")
print("collect", gc.collect())
print("ring of four")
nodes = [Node(n) for n in range(4)]
for n in range(4):
    nodes[n].other = nodes[(n + 1) % 4]
del nodes
print("collect", gc.collect())
print("linked backwards")
nodes = [Node(n) for n in "xyz"]
for n in range(3):
    nodes[n].other = nodes[n - 1]
nodes.reverse()
del nodes
print("collect", gc.collect())
print("something that hangs on a cycle")
a = Node("in the cycle")
a.other = a
a.tail = Node("hanging on")
del a
print("collect", gc.collect())
print("an object with a list")
a = Node("owner")
a.other = a
a.items = [a, Node("item")]
del a
print("collect", gc.collect())
print("del that breaks the cycle itself")


class Breaker:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("  breaking")
        self.me = None


Breaker()
print("collect", gc.collect(), gc.collect())
print("del that makes new cycles")


class Maker:
    def __init__(self, n):
        self.me, self.n = self, n

    def __del__(self):
        print("  maker", self.n)
        if self.n:
            Maker(self.n - 1)


Maker(2)
print("collect", gc.collect(), gc.collect(), gc.collect(), gc.collect())
