"""A closure shares variables, not values."""


def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return up, get


up, get = counter()
print(up(), up(5), get())
other, _ = counter()
print(other(), get())

late = [lambda: i for i in range(3)]
print([f() for f in late])


def makers():
    result = []
    for i in range(3):
        def f():
            return i
        result.append(f)
    i = "after the loop"
    return [f() for f in result]


print(makers())


def depth1():
    x = 1

    def depth2():
        def depth3():
            nonlocal x
            x += 1
            return x
        return depth3
    return depth2()


f = depth1()
print(f(), f(), f.__code__.co_freevars, [cell.cell_contents for cell in f.__closure__])


def parameter_captured(a, *b, **c):
    return lambda: (a, b, c)


print(parameter_captured(1, 2, 3, k=4)())


def unbound():
    def inner():
        return x
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    x = 1
    return inner()


print(unbound())


def deleted():
    x = 1

    def inner():
        return x
    del x
    try:
        return inner()
    except NameError as e:
        return str(e)


print(deleted())
