"""Raising, catching, finally, and try blocks where nothing is raised."""
from time import perf_counter

class Problem(Exception):
    pass


def fail(i):
    if i & 1:
        raise Problem(i)
    return i


def kernel(n):
    total = 0
    for i in range(n):
        try:
            total += fail(i)
        except Problem as e:
            total += e.args[0]
        finally:
            total += 1
        try:
            {}[i]
        except (ValueError, KeyError):
            total += 2
    return total


start = perf_counter()
result = kernel(550_000)
print(perf_counter() - start, result)
