"""Parameters before / take no keyword, and leave the name free for **kwargs."""


def f(a, b=2, /, c=3, *, d=4):
    return a, b, c, d


print(f(1), f(1, 2, 3), f(1, c=5, d=6))


def g(name, /, **attributes):
    return name, attributes


print(g("x", name="y", other=1))


def h(*, key):
    return key


print(h(key=1))
lam = lambda a, /, *b, c=0, **d: (a, b, c, d)
print(lam(1), lam(1, 2, 3, c=4, e=5))

for call in (lambda: f(a=1), lambda: h(1), lambda: g(name="x"), lambda: f(1, b=2)):
    try:
        call()
    except TypeError as e:
        print(e)
