"""In which order what an object holds goes, when the object goes."""


class D:
    def __init__(self, name, **held):
        self.name = name
        self.__dict__.update(held) if False else [setattr(self, k, v) for k, v in held.items()]

    def __del__(self):
        print("dies:", self.name)


a = D("parent", x=D("first"), y=D("second"), z=[D("in list"), (D("in tuple"),)])
print("go")
del a


class S:
    __slots__ = ("b", "a", "name")

    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies:", self.name)


print("slots")
s = S("slots")
s.a, s.b = S("a"), S("b")
del s
print("nested containers")
x = {"k": [D(1), {"l": (D(2), D(3))}], "m": D(4)}
del x
print("a finalizer that drops something else")
store = {}


class Chain:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("chain", self.name)
        store.pop(self.name, None)


store["one"] = Chain("two")
store["two"] = Chain("three")
first = Chain("one")
del first
print(store)
