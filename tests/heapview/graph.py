# The references among objects: as a tree, as data, as DOT and SVG.
import gc
import weakref

import heapview

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name


a, b = Node("a"), Node("b")
a.ref, b.ref = b, a
a.items = [1, "two", {"k": [3.5, None], (1, 2): b}]


def numbers():
    seen = [a]
    for i in range(10):
        yield i


g = numbers()
next(g)
a.generator = g
b.weak = weakref.ref(a)
print(heapview.graph(a))
print(heapview.graph(a, depth=1))
print(heapview.graph([[1], [2], [3], [4]], max_edges=2))
print(heapview.graph([[[[["deep"]]]]], depth=2, max_objects=2))
itself = []
itself.append(itself)
print(heapview.graph(itself))
print(heapview.graph(7))
print(heapview.graph(Node("x"), everything=True, depth=1))

data = heapview.graph(a).data()
names = {one["id"]: one["name"] for one in data["objects"]}
for one in data["objects"]:
    edges = [(edge["label"], edge.get("value", names.get(edge.get("to"))), edge["weak"], edge["closes_cycle"]) for edge in one["edges"]]
    print(one["type"], repr(one["name"]), one["count"], one["depth"], one["generation"], one["cycle"], edges)
print(data["complete"], data["start"] == id(a))
print(heapview.graph(a, depth=1).dot())
svg = heapview.graph(a).svg()
print(svg.startswith("<svg xmlns="), svg.count("<rect"), svg.count('class="arrow'), svg.count('class="arrow weak"'), svg.endswith("</svg>"))

print(heapview.backrefs(a.items[2]["k"]))
print(heapview.backrefs(g.gi_frame))
print(heapview.backrefs([]))
print([step["through"] for step in heapview.backrefs(a.items).data()["path"]])

for wrong in ({"depth": -1}, {"max_objects": "x"}):
    try:
        heapview.graph(a, **wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
