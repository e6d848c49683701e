# What grew, by type and by line.
import gc

import heapview

gc.disable()


class Node:
    pass


print(heapview.growth())
before = heapview.snapshot()
nodes = [Node() for n in range(100)]
after = heapview.snapshot()
changes = {one["type"]: one for one in heapview.diff(before, after).data()["types"]}
print(changes["Node"]["count"], changes["Node"]["now"], "list" in changes, heapview.diff(before, after).data()["lines"])
print({one["type"]: one["count"] for one in heapview.diff(after, before).data()["types"]}["Node"])
print(heapview.diff(after, after))
print(str(heapview.growth()).splitlines()[-1])
heapview.start()
heapview.growth()
cache = {}


def leak(count):
    for n in range(count):
        node = Node()
        node.payload = [0] * 10
        cache[n] = node


leak(50)
leak_line = leak.__code__.co_firstlineno
data = heapview.growth().data()
lines = {one["line"]: one["count"] for one in data["lines"]}
print({one["type"]: one["count"] for one in data["types"]}["Node"], lines[leak_line + 2], lines[leak_line + 3])
assert all(one["file"].endswith("growth.py") for one in data["lines"] if one["line"] in (leak_line + 2, leak_line + 3))
cache.clear()
data = heapview.growth().data()
print({one["type"]: one["count"] for one in data["types"]}["Node"])
heapview.stop()
try:
    heapview.diff(before, None)
except TypeError as error:
    print(error)
print(repr(before).startswith("<heapview.Snapshot of "))
