import sys

d = {"a": 1, "b": 2, "c": 3}
for view in d, d.keys(), d.values(), d.items():
    it = reversed(view)
    print(type(it).__name__, sys.getsizeof(it), iter(it) is it, it.__length_hint__(), list(it), it.__length_hint__(), next(it, "over"))
    print(list(view.__reversed__()), list(reversed(type(d)().values())))

# Changed meanwhile.
for change in (lambda: d.update(z=1), lambda: d.pop("z")):
    its = [reversed(view) for view in (d, d.values(), d.items())]
    print([next(it) for it in its])
    change()
    for it in its:
        for _ in range(2):
            try:
                print(next(it))
            except RuntimeError as error:
                print(error)

# A pair that nobody keeps is given again.
pairs = reversed(d.items())
print(len({id(pair) for pair in pairs}), [pair for pair in reversed(d.items())])
print(reversed(d.items()).__reduce__(), reversed(d.values()).__reduce__())
it = reversed(d.items())
next(it)
print(it.__reduce__(), next(it))

del d["b"]
print(list(reversed(d.items())), list(reversed(d.values())))
print([type(reversed(v)) for v in ({}.keys(), {}.values(), {}.items())])
try:
    type(reversed({}.items()))()
except TypeError as error:
    print(error)
