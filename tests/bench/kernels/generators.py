"""Generators: a loop, a pipeline, yield from, generator expressions."""
from time import perf_counter

def numbers(n):
    for i in range(n):
        yield i


def squares(source):
    for i in source:
        yield i * i


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def kernel(n):
    total = sum(squares(numbers(n)))
    for i in numbers(n):
        total += i
    total += sum(i & 3 for i in range(n))
    for i in tree(15):
        total += i
    return total


start = perf_counter()
result = kernel(2_200_000)
print(perf_counter() - start, result)
