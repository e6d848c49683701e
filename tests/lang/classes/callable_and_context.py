"""__call__, __enter__ and __exit__ in all their turns."""


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *more, scale=1):
        return (self.n + x + sum(more)) * scale


add = Adder(5)
print(add(1), add(1, 2, 3, scale=10), list(map(add, [1, 2])), callable(add))


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        return self.swallow


with Manager("a") as a:
    print("body", a)
with Manager("b"), Manager("c") as c:
    print("body", c)
with (Manager("d") as d, Manager("e", swallow=True) as e,):
    raise ValueError(d + e)
print("swallowed")
try:
    with Manager("f"):
        raise KeyError("not swallowed")
except KeyError as problem:
    print("outside", problem)


def leave_early():
    for i in range(3):
        with Manager(str(i)):
            if i == 0:
                continue
            if i == 1:
                return "returned"


print(leave_early())
with Manager("g") as (x, *y):
    print(x, y)


class Holder:
    pass


holder = Holder()
with Manager("h") as holder.entered, Manager("i") as [holder.first]:
    print(holder.entered, holder.first)
