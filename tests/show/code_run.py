# After the run: the quick forms that instructions have taken, for ints, floats, lists, dicts, attributes, calls.
class Point:
    __slots__ = 'x',

    def __init__(self, x):
        self.x = x


class Node:
    def __init__(self):
        self.size = 0

    def grow(self, by=1):
        self.size += by


def numbers(n):
    i = 0
    while i < n:
        i += 1
        f = i * 2.5 + 0.5
        g = f * f - f
        yield i


def work(items, table):
    total = 0
    node = Node()
    for value in numbers(3):
        node.grow()
        items.append(value)
        total = total + items[0] + len(items) + table['a'] + Point(1).x
        items[0] = node.size
        table['b'] = 'abc'[1], (1, 2)[0]
    return total, items[1:]


def other(x, y):
    return x + y


print(work([], {'a': 1}), other(1, 2), other('a', 'b'))
raise SystemExit(3)
