"""Memoization, by hand and by functools.lru_cache, on problems that are hopeless without it."""

from functools import lru_cache


class Memo:
    """A dict that computes what it does not have."""

    def __init__(self, function):
        self.function, self.known, self.computed = function, {}, 0

    def __call__(self, *key):
        if key not in self.known:
            self.computed += 1
            self.known[key] = self.function(*key)
        return self.known[key]


class FibonacciDict(dict):
    """The same idea through __missing__."""

    def __missing__(self, n):
        value = self[n] = self[n - 1] + self[n - 2]
        return value


@Memo
def partitions(n, largest):
    """In how many ways is n a sum of numbers up to largest?"""
    if n == 0:
        return 1
    if n < 0 or largest == 0:
        return 0
    return partitions(n, largest - 1) + partitions(n - largest, largest)


@lru_cache(maxsize=None)
def common(a, b):
    """The longest common subsequence, as text."""
    if not a or not b:
        return ""
    if a[0] == b[0]:
        return a[0] + common(a[1:], b[1:])
    return max(common(a[1:], b), common(a, b[1:]), key=len)


@lru_cache(maxsize=None)
def coins(amount, kinds):
    """The fewest coins that make the amount, or None."""
    if amount == 0:
        return ()
    best = None
    for kind in kinds:
        if kind <= amount:
            rest = coins(amount - kind, kinds)
            if rest is not None and (best is None or len(rest) + 1 < len(best)):
                best = (kind,) + rest
    return best


@lru_cache(maxsize=4)
def square(n):
    print(f"    computing {n}²")
    return n * n


def knapsack(items, capacity):
    @lru_cache(maxsize=None)
    def best(index, room):
        if index == len(items):
            return 0, ()
        without = best(index + 1, room)
        weight, worth, name = items[index]
        if weight > room:
            return without
        gain, names = best(index + 1, room - weight)
        return max(without, (gain + worth, (name,) + names))

    answer = best(0, capacity)
    return answer, best.cache_info()


@lru_cache
def collatz(n):
    return 1 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)


numbers = FibonacciDict({0: 0, 1: 1})
print("fibonacci(90) =", numbers[90], "after", len(numbers), "entries")
print("partitions of 60:", partitions(60, 60), "computed", partitions.computed)
print("common:", common("the snake eats its tail", "a snack at its best in detail"))
print("coins for 63:", coins(63, (25, 21, 10, 5, 1)), "for 7:", coins(7, (5, 3)))
answer, info = knapsack([(12, 4, "green"), (2, 2, "grey"), (1, 1, "blue"), (1, 2, "orange"), (4, 10, "yellow")], 15)
print("knapsack:", answer, info.hits, info.misses)
print("squares:", [square(n) for n in (1, 2, 1, 3, 4, 5, 1, 2)])
print(square.cache_info())
square.cache_clear()
print(square.cache_info())
length, start = max((collatz(n), n) for n in range(1, 500))
print(f"the longest Collatz walk below 500 starts at {start}: {length} steps")
print("wrapped:", square.__wrapped__(9), square.__name__, common.__doc__)
