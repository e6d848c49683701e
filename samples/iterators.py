"""Tools on iterators: itertools and functools at work on a stream of measurements, and hand-made ones beside them."""

import operator
from functools import cmp_to_key, partial, reduce
from itertools import (accumulate, chain, combinations, compress, count, cycle, dropwhile, filterfalse, groupby, islice,
                       permutations, product, repeat, starmap, takewhile, tee, zip_longest)


def readings(n):
    """(hour, station, temperature), from a formula that looks like weather."""
    stations = cycle(["harbour", "hill", "forest"])
    for hour, station in islice(zip(count(), stations), n):
        yield hour, station, (hour * 37 + hour // 3) % 23 - 4


def pairwise_by_hand(iterable):
    a, b = tee(iterable)
    next(b, None)
    return zip(a, b)


def chunks(iterable, size):
    iterator = iter(iterable)
    while chunk := tuple(islice(iterator, size)):
        yield chunk


class Countdown:
    """An iterator as a class."""

    def __init__(self, start):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1


class Window:
    """An iterable through __getitem__ alone."""

    def __init__(self, items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index] * 10


data = list(readings(24))
print(data[:4])

temperatures = [temperature for _, _, temperature in data]
print("running total:", list(accumulate(temperatures))[:8])
print("running maximum:", list(accumulate(temperatures, max))[:8])
print("steps:", [b - a for a, b in pairwise_by_hand(temperatures)][:8])
print("chunks:", list(chunks(temperatures, 5))[-2:])

by_station = sorted(data, key=operator.itemgetter(1, 0))
for station, group in groupby(by_station, key=operator.itemgetter(1)):
    values = [temperature for *_, temperature in group]
    print(f"{station}: {len(values)} readings, mean {sum(values) / len(values):.2f}")

print("first warm ones:", list(takewhile(lambda t: t < 15, temperatures)))
print("from then on:", list(islice(dropwhile(lambda t: t < 15, temperatures), 4)))
print("frost:", list(compress(range(24), map(lambda t: t < 0, temperatures))))
print("no frost:", len(list(filterfalse(lambda t: t < 0, temperatures))))

print("combinations:", ["".join(pair) for pair in combinations("abcd", 2)])
print("permutations:", ["".join(three) for three in permutations("abc")])
print("product:", [f"{letter}{digit}" for letter, digit in product("xy", range(3))])
print("starmap:", list(starmap(pow, [(2, 5), (3, 2), (10, 3)])))
print("zip_longest:", list(zip_longest("abc", [1], fillvalue="-")))
print("chain:", list(chain("ab", [1, 2], repeat("z", 2))), list(chain.from_iterable([[1], [], [2, 3]])))

print("reduce:", reduce(operator.mul, range(1, 11)), reduce(lambda text, n: f"({text}+{n})", [1, 2, 3], "0"))
power_of_two = partial(pow, 2)
print("partial:", [power_of_two(n) for n in range(6)], partial(int, base=2)("10110"))


def by_digit_sum(a, b):
    def digit_sum(n):
        return sum(map(int, str(n)))
    return (digit_sum(a) > digit_sum(b)) - (digit_sum(a) < digit_sum(b))


print("cmp_to_key:", sorted([99, 5, 41, 300, 14], key=cmp_to_key(by_digit_sum)))
print("classes:", list(Countdown(4)), [*Window("ab")], max(Window([3, 1, 2])), 20 in Window([2]))
print("sentinel:", list(iter(Countdown(9).__next__, 4)))
first, *middle, last = Countdown(5)
print("unpacked:", first, middle, last)
left, right = tee(Countdown(3))
print("tee:", next(left), next(left), list(right), list(left))
evens = (n for n in count() if n % 2 == 0)
print("lazy:", next(evens), next(evens), list(islice(evens, 3)))
print("reversed:", list(reversed(range(0, 10, 3))), [*enumerate("xy", 1)], list(zip(*[(1, 2), (3, 4)])))
