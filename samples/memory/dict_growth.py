# Dicts grow by doubling. A dict keeps a table that is never more than two thirds full, so that looking up stays quick; when it fills, all entries move to a larger one. Deleting does not make it smaller;
# only the next growth, or a new dict, does.
import sys

table = {}
size = sys.getsizeof(table)
print("empty:", size)
for n in range(2000):
    table[n] = None
    if sys.getsizeof(table) != size:
        size = sys.getsizeof(table)
        print("  %5d entries: %6d bytes" % (len(table), size))

for n in range(1990):
    del table[n]
print("ten left, the table stays:", sys.getsizeof(table) == size)
print("a new dict with them:", sys.getsizeof(dict(table)) < size // 10)
print("cleared:", sys.getsizeof({}), table.clear(), sys.getsizeof(table))
print("order is that of insertion:", list({"b": 1, "a": 2, "c": 3}))

print("a set:", [sys.getsizeof(set(range(n))) for n in (0, 4, 5, 20, 100)])
