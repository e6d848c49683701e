"""Inside a function: locals, deleted names, loops, expressions, swaps."""
from sys import getrefcount


def f():
    x = object()
    first = getrefcount(x)
    y = x
    second = getrefcount(x)
    del y
    third = getrefcount(x)
    l = [x]
    for v in l:
        fourth = getrefcount(x)
    fifth = getrefcount(x)
    del v
    sixth = getrefcount(x)
    x, z = x, x
    return first, second, third, fourth, fifth, sixth, getrefcount(x)


print(f())


def expressions(x):
    return [
        getrefcount(x), getrefcount(x or 0), (getrefcount(x),), {"k": getrefcount(x)}["k"], x and getrefcount(x),
        [x, getrefcount(x)][1], (x, x, getrefcount(x))[2], {x: getrefcount(x)}[x], getrefcount((x, x)[0]), getrefcount([x][0]),
    ]


print(expressions(object()))


def conditional(x, flag):
    y = x if flag else None
    return getrefcount(x)


x = object()
print(conditional(x, True), conditional(x, False))


def walrus(x):
    return getrefcount(y := x), getrefcount(x)


print(walrus(x))


def in_try(x):
    try:
        y = x
        raise ValueError(x)
    except ValueError as e:
        inside = getrefcount(x)
    after = getrefcount(x)
    return inside, after


print(in_try(x), getrefcount(x))


def reassigned(x):
    x = [x]
    return getrefcount(x), getrefcount(x[0])


print(reassigned(x))


def unpacked(pair):
    a, b = pair
    return getrefcount(a), getrefcount(pair)


print(unpacked((x, 1)), unpacked([x, 1]))


def with_locals(x):
    snapshot = locals()
    return getrefcount(x)


print(with_locals(x), getrefcount(x))
n = 10 ** 20
m = n
print(getrefcount(n) - getrefcount(10 ** 20 + 1) > 0, getrefcount(float("1.25")), getrefcount(str([1])))
