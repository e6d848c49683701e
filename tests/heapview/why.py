# Every reference that makes up a count, named.
import gc
import sys

import heapview

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name


class Slots:
    __slots__ = ("first", "second")


def show(title, obj):
    print(title + ":", heapview.why(obj))


a = []
print(heapview.why(a))
b = [a]
print(heapview.why(a))
assert heapview.why(a).data()["count"] == sys.getrefcount(a)

show("a", a)
t = (a, {"key": a})
print(heapview.why(a))
n = Node("n")
n.items = a
s = Slots()
s.second = a
print(heapview.why(a))


def function(x, default=a):
    y = x
    print(heapview.why(x))


function(a)


def outer():
    shared = ["shared"]

    def inner():
        return shared

    print(heapview.why(shared))
    return inner


kept = outer()
print(heapview.why(kept()))


def generator():
    local = ["in a generator"]
    yield local
    yield local


g = generator()
first = next(g)
print(heapview.why(first))
bound = n.__init__
print(heapview.why(n))
print(heapview.why(Node))
print(heapview.why(Node.__init__))
try:
    raise ValueError(["carried"])
except ValueError as error:
    print(heapview.why(error.args[0]))
    print(heapview.why(error))
d = {("a", "tuple"): 1}
print(heapview.why(next(iter(d))))
e = {("b", "tuple")}
print(heapview.why(next(iter(e))))
cycle = Node("cycle")
cycle.me = cycle
print(heapview.why(cycle))
many = [[]] * 20
print(heapview.why(many[0]))
print(heapview.why(1000))
data = heapview.why(b).data()
print(sorted(data), data["count"], [(part["count"], part["kind"], part["text"]) for part in data["parts"]])
assert data["id"] == id(b) and data["parts"][0]["holder"]
print(repr(heapview.why(b)) == str(heapview.why(b)))
