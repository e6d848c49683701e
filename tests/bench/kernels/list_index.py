"""Reading and writing a list by index: a sieve and a running sum."""
from time import perf_counter

def kernel(n, rounds):
    items = [0] * n
    for r in range(rounds):
        for i in range(1, n):
            items[i] = items[i - 1] + i & 1023
    return items[-1]


start = perf_counter()
result = kernel(1000, 6500)
print(perf_counter() - start, result)
