"""self.x += 1."""
from time import perf_counter

class Counter:
    def __init__(self):
        self.x = 0

    def count(self, n):
        for _ in range(n):
            self.x += 1
        return self.x


start = perf_counter()
result = Counter().count(10_000_000)
print(perf_counter() - start, result)
