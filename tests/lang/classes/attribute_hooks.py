"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__."""


class Lazy:
    def __init__(self):
        self.known = 1

    def __getattr__(self, name):
        print("missing", name)
        if name.startswith("no"):
            raise AttributeError(f"there is no {name}")
        self.__dict__[name] = name.upper()
        return self.__dict__[name]


a = Lazy()
print(a.known, a.first, a.first, hasattr(a, "nothing"), getattr(a, "nope", "default"))


class Watched:
    def __getattribute__(self, name):
        if not name.startswith("__"):
            print("get", name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)


w = Watched()
w.x = 1
w.x += 1
print(w.x)
del w.x
try:
    w.x
except AttributeError as e:
    print(e)


class Both:
    def __getattribute__(self, name):
        if name == "skip":
            raise AttributeError("from getattribute")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return f"fallback for {name}"

    value = 3


b = Both()
print(b.value, b.skip, b.other)


class Dir:
    def __dir__(self):
        return ["b", "a"]


print(dir(Dir()))


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name):
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        setattr(self._target, name, value)


proxy = Proxy(Lazy())
proxy.known = 5
print(proxy.known, proxy._target.known, proxy.__dict__ == {"_target": proxy._target})
print(len([]), [].__len__(), (5).__add__(3), "a".__contains__("a"))
