"""An object dies at the statement that takes its last reference."""


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  dies:", self.name)


print("del of the only name")
a = D("a")
del a
print("del of one of two names")
b = c = D("bc")
del b
print("  still there")
del c
print("reassignment: the new one is made first")
d = D("old")
d = D("new")
print("to None")
d = None
print("never bound")
D("temporary")
print("in an expression")
print("  len", len([D("in list")]))
print("  attribute", D("asked").name)
print("a list")
l = [D(1), D(2), D(3)]
del l[1]
print("popped and dropped")
l.pop()
print("popped and kept")
p = l.pop()
print("cleared")
l = [D("x"), D("y")]
l.clear()
print("list deleted: from which end?")
l = [D(n) for n in range(3)]
del l
print("tuple deleted")
t = tuple(D(n) for n in range(3))
del t
print("dict deleted")
d = {n: D(n) for n in range(3)}
del d
print("slice assignment")
l = [D(n) for n in range(4)]
l[1:3] = []
print("extended slice deleted")
l = [D(n) for n in range(4)] and [D("e0"), D("e1"), D("e2")]
del l[::2]
print("overwritten item")
l[0] = D("replacement")
print("dict value overwritten")
d = {"k": D("first")}
d["k"] = D("second")
print("attribute overwritten")
h = D("holder")
h.x = D("attribute 1")
h.x = D("attribute 2")
print("holder goes, then what it holds")
del h
print("swap keeps both")
a, b = D("A"), D("B")
a, b = b, a
print("names in order")
del a, b
print("the end: what is left goes with the module")
