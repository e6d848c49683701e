# Why three? A count says how many references there are, not which. heapview.why names every one of them: the global, the place in a list, the attribute, the variable that a closure or a generator
# keeps, and the argument of the call that asks. The parts add up to what sys.getrefcount says.
import sys

import heapview


class Node:
    pass


a = ["the object"]
b = [a]
print("count", sys.getrefcount(a))
print(heapview.why(a))

node = Node()
node.payload = a
print(heapview.why(a))


def reader(source):
    first = source[0]
    yield first
    yield len(source)


reading = reader(a)
next(reading)
print("and a suspended generator, which holds its argument:")
print(heapview.why(a))

view = heapview.why(a)
print("the parts sum to", sum(part["count"] for part in view.data()["parts"]))
