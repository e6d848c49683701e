"""*args and **kwargs on both sides of a call."""


def everything(a, b=2, *rest, key, other="o", **more):
    return a, b, rest, key, other, more


print(everything(1, key="k"))
print(everything(1, 2, 3, 4, key=5, z=6, y=7))
print(everything(*[1, 2, 3], key=0, **{"other": 1, "z": 2}))
print(everything(*"ab", *(1, 2), key=None, **{}, **{"more": 1}))


def only_star(*args):
    return args


def only_kwargs(**kwargs):
    return kwargs


print(only_star(), only_star(*[]), only_star(1, *range(3), 2))
print(only_kwargs(), only_kwargs(b=1, a=2), list(only_kwargs(z=1, a=2, m=3)))

original = {"a": 1}
inside = only_kwargs(**original)
inside["a"] = 2
print(original, inside)

arguments = [1, 2]
packed = only_star(*arguments)
arguments.append(3)
print(packed, type(packed).__name__, only_star(*packed) is packed)


class Mapping:
    def keys(self):
        print("keys asked")
        return ["x", "y"]

    def __getitem__(self, key):
        return key * 2


print(only_kwargs(**Mapping()))
print(only_star(*{"k": 1, "l": 2}), only_star(*(i * i for i in range(4))))
print(max(*[1, 5, 3]), dict(**{"a": 1}, b=2), print(*"xyz", sep="-"))
