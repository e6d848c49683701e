"""A while loop with integer addition and multiplication."""
from time import perf_counter

def kernel(n):
    i = total = 0
    while i < n:
        total += i * 3
        i += 1
    return total


start = perf_counter()
result = kernel(5_000_000)
print(perf_counter() - start, result)
