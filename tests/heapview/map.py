# Where blocks lie: the figures of map() are those of the heap, and of the types.
import gc
import sys

import heapview

gc.disable()


class Node:
    __slots__ = ("left",)


def figures():
    view = heapview.map()
    data = view.data()
    in_pools = sum(pool["used"] for arena in data["arenas"] for pool in arena["pools"])
    assert in_pools + data["large"]["blocks"] == data["blocks"]
    assert all(arena["used"] == sum(pool["used"] for pool in arena["pools"]) for arena in data["arenas"])
    return data


first = heapview.map()
assert first.data() and sys.getallocatedblocks() > first.data()["blocks"] > 1000
before = figures()
nodes = [Node() for n in range(1000)]
after = figures()
count = {use["type"]: use["objects"] for use in after["types"]}
print(count["Node"], after["blocks"] - before["blocks"] >= 1001)
heapview.start()
more = [Node() for n in range(500)]
line = [use for use in heapview.map().data()["lines"] if use["blocks"] >= 500]
print(len(line), line[0]["blocks"] < 510, line[0]["bytes"] >= 500 * 24, line[0]["line"])
heapview.stop()
print(heapview.map().data()["lines"])
text = str(heapview.map())
print("blocks in use" in text, "arenas of 1 MiB" in text, "block size" in text)
svg = heapview.map().svg()
print(svg.startswith("<svg"), svg.endswith("</svg>"))
try:
    heapview.map().dot()
except ValueError as error:
    print(error)
