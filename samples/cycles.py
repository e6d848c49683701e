"""What keeps an object alive, and what frees it: counts, cycles, the collector, weak references, resurrection."""

import gc
import sys
import weakref

gc.disable()  # so that it is this program that decides when to collect
gc.collect()


class Node:
    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        self.parent = None
        if parent is not None:
            parent.add(self)

    def add(self, child):
        self.children.append(child)
        child.parent = self

    def __repr__(self):
        return f"Node({self.name!r})"


class WeakNode(Node):
    """A child refers to its parent weakly: no cycle, so no need of the collector."""

    def add(self, child):
        self.children.append(child)
        child._parent = weakref.ref(self)

    @property
    def parent(self):
        return self._parent() if self._parent is not None else None

    @parent.setter
    def parent(self, value):
        self._parent = None


def gone(reference):
    print("  gone:", "a tree's root")


def grow(cls):
    root = cls("root")
    for name in "abc":
        cls(name, root)
    return root


print("a tree with strong links to the parent")
root = grow(Node)
print("  references to the root:", sys.getrefcount(root) - 1)
watch = weakref.ref(root, gone)
del root
print("  deleted; still there:", watch() is not None)
found = gc.collect()
print("  collected", found, "objects; still there:", watch() is not None)

print("a tree with weak links to the parent")
root = grow(WeakNode)
print("  references to the root:", sys.getrefcount(root) - 1)
print("  a child knows its parent:", root.children[1].parent)
watch = weakref.ref(root, gone)
child = root.children[0]
del root
print("  deleted; still there:", watch() is not None)
print("  the child is an orphan:", child.parent)
print("  collected", gc.collect(), "objects")

print("an object that contains itself")
ring = []
ring.append(ring)
print(" ", ring, sys.getrefcount(ring) - 1)
del ring
print("  collected", gc.collect())

print("a closure that refers to itself")


def make_recursive():
    def factorial(n):
        return 1 if n < 2 else n * factorial(n - 1)
    return factorial(10)


print(" ", make_recursive())
print("  collected", gc.collect() > 0)

print("an exception that is kept keeps its frame")


def fail(precious):
    raise ValueError("broken")


class Precious:
    def __del__(self):
        print("  precious is released")


try:
    fail(Precious())
except ValueError as problem:
    kept = problem
print("  after the except block")
kept.__traceback__ = None
print("  after dropping the traceback")

print("finalizers of a cycle run once")


class Phoenix:
    alive = []

    def __init__(self):
        self.me = self

    def __del__(self):
        print("  rising")
        Phoenix.alive.append(self)


Phoenix()
gc.collect()
print("  risen:", len(Phoenix.alive))
Phoenix.alive.clear()
gc.collect()
print("  the second time it does not rise:", len(Phoenix.alive))

print("who is tracked:", [gc.is_tracked(thing) for thing in (1, "text", [], {}, (1, 2), Phoenix)])
print("thresholds:", gc.get_threshold(), "enabled:", gc.isenabled())
