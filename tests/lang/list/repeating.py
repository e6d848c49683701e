"""list * int, int * list, list *= int, list + list: counts of every kind, and how large the results are."""
import sys


class Count:
    def __init__(self, value, action=lambda: None):
        self.value, self.action = value, action

    def __index__(self):
        self.action()
        return self.value


class Sub(list):
    pass


class Own(list):
    def __mul__(self, other):
        return "Own.__mul__"

    def __rmul__(self, other):
        return "Own.__rmul__"

    def __add__(self, other):
        return "Own.__add__"

    def __radd__(self, other):
        return "Own.__radd__"


class Int(int):
    def __rmul__(self, other):
        return "Int.__rmul__"

    def __radd__(self, other):
        return "Int.__radd__"


def repeated(items, count):
    return items * count


def added(left, right):
    return left + right


def shown(operation, *operands):
    try:
        result = operation(*operands)
    except (TypeError, MemoryError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"
    return type(result).__name__, result


def inplace(items, count):
    before = items
    items *= count
    assert items is before
    return items


WORD = 2**63
counts = [0, 1, 2, 5, -1, -WORD, WORD - 1, WORD, -WORD - 1, 2**100, True, False, Count(3), Count(-3), Count(2**100), 1.0, "2", None, Int(2)]
for items in [], [1], [1, "b"], [1, 2, 3], Sub([1, 2]):
    for count in counts:
        print(type(items).__name__, len(items), shown(repeated, items, count), shown(repeated, count, items), sep=" | ")
        print("    in place", shown(inplace, items[:], count) if not isinstance(count, Int) else "")
for count in 2**60, 2**61, 2**62:
    print(shown(repeated, [1], count), shown(repeated, [1, 2, 3, 4], count), shown(inplace, [1], count))
print(shown(repeated, (1, 2), 2), shown(repeated, "ab", 3), shown(repeated, b"ab", -1), shown(repeated, 2, "ab"), shown(repeated, (1,), 2**62))

for left in [1, 2], Sub([3]), Own([4]), (5,), "s", 6, b"x", Int(1):
    for right in [1, 2], Sub([3]), Own([4]), (5,), "s", 6, b"x", Int(1):
        print(shown(added, left, right), shown(repeated, left, right))

# what __index__ does to the list that is repeated
a = [1, 2, 3]
print(a * Count(2, a.clear), a)
a = [1, 2]
print(a * Count(2, lambda: a.append(3)), a)
a = [1, 2, 3]
a *= Count(2, a.pop)
print(a)
a = [1, 2, 3]
a *= Count(3, a.clear)
print(a)

# of itself
a = [1]
a.append(a)
a *= 3
print(len(a), a[1] is a[3] is a[5] is a, sys.getrefcount(a))
b = a + a
print(len(b), sys.getrefcount(a))
a += a
print(len(a), sys.getrefcount(a))
a.clear()
b.clear()

# references
item = object()
before = sys.getrefcount(item)
lists = [[item] * 5, [item, item] * 0, [item] + [item, 1], [item, 2] * 2]
print(sys.getrefcount(item) - before)
lists.pop()
print(sys.getrefcount(item) - before)
del lists
print(sys.getrefcount(item) - before)


# the items die from the last to the first, when the list is empty already
class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, len(watched))


watched = [Loud(n) for n in range(15)]
watched *= 1
watched.clear()
watched = [Loud("a"), Loud("b")]
watched *= 2
watched *= 0
watched = [Loud("c"), Loud("d")] + [Loud("e")]
watched *= -1

# sizes
empty = sys.getsizeof([])
print([sys.getsizeof([None] * n) - empty for n in range(20)])
print([sys.getsizeof([None] * n + [1]) - empty for n in range(20)])


def grown(items, count):
    items *= count
    return sys.getsizeof(items) - empty


print([[grown(list(range(n)), count) for count in (0, 1, 2, 3)] for n in range(10)])
print([grown("a b".split(), count) for count in (-1, 0, 1, 2, 7)])
for start in range(4):
    sizes, items = [], [0] * start
    for n in range(20):
        items.append(n)
        sizes.append(sys.getsizeof(items) - empty)
    print(sizes)
