# Functions, closures, objects, containers, a generator, an exception, texts that need escapes.
def outer(x):
    def inner(y):
        return x + y
    return inner


class Point:
    def __init__(self, x):
        self.x = x


add = outer(1)
print(add(2), "\u00e9\t\"quoted\" \\")
p = Point([1, (2, 3), {"k": {4}}, None, True, 1.5])
g = (i for i in range(2))
next(g)
try:
    [][1]
except IndexError as e:
    text = str(e)
