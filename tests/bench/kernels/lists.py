"""Making lists of few items, empty lists and copies, and dropping them."""
from time import perf_counter

def kernel(n):
    total = 0
    for i in range(n):
        a = [i, i]
        b = [a, a, a]
        c = [b] * 4
        d = c[:]
        e = []
        e.append(d)
        total += len(d) + len(e)
    rows = [[0] * 5 for _ in range(n // 10)]
    return total, sum(len(row) for row in rows)


start = perf_counter()
result = kernel(1_000_000)
print(perf_counter() - start, result)
