"""for over a range, with an integer and."""
from time import perf_counter

def kernel(n):
    total = 0
    for i in range(n):
        total += i & 255
    return total


start = perf_counter()
result = kernel(12_000_000)
print(perf_counter() - start, result)
