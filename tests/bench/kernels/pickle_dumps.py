"""Pickle: objects to bytes: dicts, lists, tuples, strings, numbers, instances."""
import pickle
from time import perf_counter


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


rows = [{'id': n, 'name': 'name %d' % n, 'ratio': n / 7, 'tags': ['red', 'green'], 'place': (n, -n), 'open': True, 'next': None,
         'big': n << 70} for n in range(300)]
points = [Point(n, str(n)) for n in range(300)]
start = perf_counter()
total = 0
for _ in range(700):
    total += len(pickle.dumps(rows)) + len(pickle.dumps(points, 2))
print(perf_counter() - start, total)
