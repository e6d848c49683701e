"""Locals die at return, in order; loop variables at the next round; temporaries at once."""


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  dies:", self.name)


def f():
    a = D("a")
    b = D("b")
    print("  in f")


print("locals at return")
f()


def g():
    a = D("a")
    b = D("b")
    return b


print("the result lives on")
r = g()
print("back")
del r
print("result not used")
g()


def parameter(x):
    print("  in the function")
    x = None
    print("  parameter rebound")


print("argument as only reference")
parameter(D("argument"))
print("default arguments stay")


def keeps(a=D("default")):
    pass


keeps()
keeps.__defaults__ = ()
print("loop")
for d in (D(n) for n in range(3)):
    print("  body", d.name)
print("after the loop the variable is still bound")
del d
print("loop over a list")
for d in [D(n) for n in range(2)]:
    print("  body", d.name)
print("after")
d = None
print("comprehension")
names = [d.name for d in (D(n) for n in range(3))]
print(names)
print("while")
n = 0
while n < 2:
    w = D(n)
    n += 1
del w
print("early return from a loop")


def search():
    for d in (D(n) for n in range(5)):
        if d.name == 1:
            return d.name


print(search())
print("nested calls")


def outer():
    o = D("outer")
    inner(D("passed on"))
    print("  back in outer")


def inner(x):
    i = D("inner")


outer()
print("lambda and conditional")
(lambda: D("in lambda"))()
D("yes") if True else D("no")
D("or") or D("never")
D("and") and D("and then")
print("unpacking")
a, b = D("u1"), D("u2")
a = b = None
print("end")
