# Debian: python3-objgraph
import gc
import objgraph


class Node:
    def __init__(self):
        self.next = None


nodes = [Node() for _ in range(5)]
for a, b in zip(nodes, nodes[1:]):
    a.next = b
print(objgraph.count("Node"), objgraph.by_type("Node") == nodes, objgraph.typestats(nodes))
print(any(name == "dict" for name, count in objgraph.most_common_types(20)))
chain = objgraph.find_backref_chain(nodes[3], lambda thing: thing is nodes)
print([type(thing).__name__ for thing in chain])
gc.collect()
objgraph.get_new_ids(limit=0)
objgraph.growth(limit=3)
more = [Node() for _ in range(4)]
print([row for row in objgraph.growth(limit=50) if row[0] == "Node"])
print(objgraph.get_leaking_objects() is not None, objgraph.is_proper_module(gc))
