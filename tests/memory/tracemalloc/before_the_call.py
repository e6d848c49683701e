# What a call allocates before the first line of the function, the cells of its variables, is the caller's.
import tracemalloc


def lines(obj):
    return [frame.lineno for frame in tracemalloc.get_object_traceback(obj)]


def outer(x):
    y = [x]
    return lambda: (x, y)


def deep(n, x):
    if n:
        return deep(
            n - 1,
            x)
    return lambda: x


def numbers(x):
    yield x


class Node:
    def __init__(self, name):
        self.name = name
        self.show = lambda: name


for limit in 1, 2, 10:
    tracemalloc.start(limit)
    print(limit)
    for _ in range(2):
        function = outer(0)
        print(lines(function), lines(function.__closure__[0]), lines(function.__closure__[1]))
    print(lines(deep(2, 0).__closure__[0]))
    generator = numbers(0)
    print(lines(generator))
    node = Node("a")
    print(lines(node.show), lines(node.show.__closure__[0]))
    function = list(map(outer, [1]))[0]
    print(lines(function.__closure__[0]))
    snapshot = tracemalloc.take_snapshot()
    print(snapshot.traces[0].traceback.total_nframe >= 1)
    tracemalloc.stop()

empty = b""
print(b"x" * (limit - 10) is empty, empty * 3 is empty)
