"""Making instances, small lists, tuples and dicts, and dropping them."""
from time import perf_counter

class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def kernel(n):
    total = 0
    for i in range(n):
        p = Point(i, 1)
        s = Slotted(p, i)
        t = (p, s)
        l = [i, t]
        d = {"k": l}
        total += d["k"][0] + s.x.y
    return total


start = perf_counter()
result = kernel(1_100_000)
print(perf_counter() - start, result)
