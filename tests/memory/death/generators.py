"""A suspended generator holds its frame: locals, loop state, the iterable."""


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  dies:", self.name)


def gen(x):
    local = D("local")
    yield 1
    print("  resumed")
    yield 2
    print("  finishing")


print("never started: the argument lives in the frame")
g = gen(D("argument"))
print("del")
del g
print("suspended")
g = gen(D("argument"))
next(g)
print("del")
del g
print("exhausted: gone at the end, not at del")
g = gen(D("argument"))
print(list(g))
print("del")
del g
print("closed")
g = gen(D("argument"))
next(g)
g.close()
print("del")
del g
print("finally runs when it is dropped")


def careful():
    try:
        yield D("yielded")
    finally:
        print("  finally")


g = careful()
y = next(g)
del g
print("dropped")
del y
print("break out of a loop over a temporary generator")
for x in gen(D("argument")):
    break
print("after break")
print("generator expression")
e = (d.name for d in [D(1), D(2)])
print(next(e))
print("del")
del e
print("yield from")


def outer():
    o = D("outer local")
    yield from gen(D("inner argument"))


g = outer()
next(g)
del g
print("thrown into")


def target():
    t = D("target local")
    yield


g = target()
next(g)
try:
    g.throw(ValueError)
except ValueError:
    print("  caught")
print("after the handler")
del g
print("end")
