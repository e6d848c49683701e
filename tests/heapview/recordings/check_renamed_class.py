# A class that is renamed: what the changes said of its instances is what the next whole state says, and so are
# values and keys in which its name stands.
import types


class Plain:
    pass


class Slotted:
    __slots__ = ("a", "b")


class Number(int):
    pass


class Items(list):
    pass


plain, slotted, number, items = Plain(), Slotted(), Number(3), Items([1, 2])
slotted.a = plain
bound = types.MethodType(print, plain)
keyed = {plain: 1, (plain, 2): slotted, "plain": plain}
nested = [Plain, [Plain(), {Plain(): Plain}], {plain, 1}]


def step(n):
    total = 0
    for i in range(n):
        total += i


def rename_and_return(class_, name):
    class_.__name__ = name
    return class_()


def held():
    inner = Plain()
    yield inner
    yield inner


suspended = held()
next(suspended)
for round in range(4):
    for class_ in (Plain, Slotted, Number, Items):
        setattr(class_, "__name__", f"Called{round}")
        late = class_()
        step(150)
    late = rename_and_return(Plain, f"At{round}")
    del late
    Plain.__name__ = Plain.__name__
    type("Passing", (), {}).__name__ = "Gone"
    step(200)
print(type(plain).__name__, Items.__name__, next(suspended) is not plain)
