"""Defaults are evaluated once, at the def, in order; a mutable one is shared by all calls."""


def show(text):
    print("evaluating", text)
    return text


def f(a, b=show("b"), c=show("c")):
    return a, b, c


print(f(1), f(1, 2), f(1, c=3), f(c=1, a=2, b=3))


def remember(value, seen=[]):
    seen.append(value)
    return seen


print(remember(1), remember(2), remember(3, []), remember(4))
print(f.__defaults__, remember.__defaults__)

f.__defaults__ = (10,)
try:
    f(1)
except TypeError as e:
    print(e)
print(f(1, 2))


x = "global"


def late(value=x):
    return value, x


x = "changed"
print(late())
functions = [lambda i=i: i for i in range(3)]
print([g() for g in functions], [g(9) for g in functions])
