"""Sorting numbers, strings, and by a key function."""
from time import perf_counter

def kernel(n):
    seed = 42
    numbers = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        numbers.append(seed)
    words = [str(v) for v in numbers]
    a = sorted(numbers)
    b = sorted(words)
    c = sorted(numbers, key=lambda v: -v)
    d = sorted((v % 1000, v) for v in numbers)
    return a[0], b[0], c[0], d[0]


start = perf_counter()
result = kernel(120_000)
print(perf_counter() - start, result)
