"""self.inc(): a method call that changes an attribute."""
from time import perf_counter

class Counter:
    def __init__(self):
        self.x = 0

    def inc(self):
        self.x += 1

    def count(self, n):
        for _ in range(n):
            self.inc()
        return self.x


start = perf_counter()
result = Counter().count(5_500_000)
print(perf_counter() - start, result)
