"""Generators in company: pipelines, coroutines, early exits, shared iterators."""
from itertools import count, islice


def numbers(source):
    for line in source:
        for word in line.split():
            try:
                yield int(word)
            except ValueError:
                print("skipping", word)


def running(values):
    total = 0
    for value in values:
        total += value
        yield value, total


lines = ["1 2 three", "", "4 5"]
print(list(running(numbers(lines))))
shared = iter(range(10))
print(list(zip(shared, shared, shared)), list(shared))


def take_while(predicate, iterable):
    for x in iterable:
        if not predicate(x):
            return
        yield x


print(list(take_while(lambda x: x < 20, (n * n for n in count(1)))))


def coroutine(function):
    def start(*args):
        g = function(*args)
        next(g)
        return g
    return start


@coroutine
def collector(target):
    try:
        while True:
            target.append((yield))
    finally:
        target.append("closed")


@coroutine
def broadcast(*targets):
    while True:
        value = yield
        for target in targets:
            target.send(value)


a, b = [], []
hub = broadcast(collector(a), collector(b))
hub.send(1)
hub.send(2)
print(a, b)
del hub
print(a, b)


def windows(iterable, size):
    iterator = iter(iterable)
    window = list(islice(iterator, size))
    while len(window) == size:
        yield tuple(window)
        window = window[1:] + list(islice(iterator, 1))


print(list(windows(range(6), 3)))


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [item] + rest


print([*permutations([1, 2, 3])])
merge = lambda a, b: sorted([*a, *b])
print(merge((x for x in (3, 1)), (x for x in (2,))))
print(next(x for x in range(100) if x * x > 50), any(x > 3 for x in [1, 5]), all(x for x in []), sum(x for x in range(101)))
