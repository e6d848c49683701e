"""What __del__ may do: see names, change containers, raise, look at the value that replaces it."""


class Watcher:
    def __init__(self, look):
        self.look = look

    def __del__(self):
        print("del sees", self.look())


x = Watcher(lambda: type(x).__name__)
x = 5
l = [Watcher(lambda: l)]
l[0] = "new"
d = {"k": Watcher(lambda: d)}
d["k"] = "new"
del d["k"]


class Holder:
    pass


h = Holder()
h.a = Watcher(lambda: h.a)
h.a = "new"
h.a = Watcher(lambda: hasattr(h, "a"))
del h.a


def f():
    y = Watcher(lambda: "y is " + str(y))
    y = "rebound"
    return y


print(f())


def name_of_deleted():
    z = Watcher(lambda: "unreachable")
    z.look = check
    globals()["probe"] = lambda: z
    del z


def check():
    try:
        return probe()
    except NameError as e:
        return str(e)


name_of_deleted()


class Appends:
    log = []

    def __del__(self):
        self.log.append(len(self.log))


items = [Appends() for _ in range(5)]
items.clear()
print(Appends.log)


class Mutates:
    def __init__(self, target):
        self.target = target

    def __del__(self):
        self.target.append("from __del__")


target = []
target += [Mutates(target), 1, 2]
del target[0]
print(target)
target[:] = [Mutates(target), 3]
target[0] = None
print(target)
s = {1}
s_holder = [Mutates(target)]
s_holder *= 0
print(target, s_holder)


class Calls:
    def __del__(self):
        print("computed in __del__:", sum(n * n for n in range(10)), [Calls2() for _ in range(1)] and "made another")


class Calls2:
    def __del__(self):
        print("nested __del__")


Calls()


class Class:
    def __del__(self):
        print(type(self).__name__, "knows its class")


class Sub(Class):
    pass


Sub()
del Class.__del__
Sub()
Class.__del__ = lambda self: print("added later")
Sub()
instance = Sub()
instance.__del__ = lambda: print("never: looked up on the type")
del instance
