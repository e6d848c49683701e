def outer(x):
    return middle(x) + 1


def middle(x):
    return inner(x, 0)


def inner(a, b):
    return a / b


outer(3)
