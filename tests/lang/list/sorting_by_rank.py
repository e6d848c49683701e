"""Sorting is quick for keys of one type, by their first bytes: the order must be that of the comparisons all the same, and equal items keep their places."""

import random

random.seed(7)


def check(name, items, **options):
    """The order against that of a sort whose keys say nothing beforehand."""

    class Slow:
        def __init__(self, item):
            self.key = options["key"](item) if "key" in options else item

        def __lt__(self, other):
            return self.key < other.key

    for reverse in (False, True):
        places = {}
        for place, item in enumerate(items):
            places.setdefault(id(item), place)
        quick = sorted(items, reverse=reverse, **options)
        slow = sorted(items, reverse=reverse, key=Slow)
        if [places[id(x)] for x in quick] != [places[id(x)] for x in slow]:
            print("wrong order:", name, reverse, quick[:20], slow[:20])
        again = list(items)
        again.sort(reverse=reverse, **options)
        if [id(x) for x in again] != [id(x) for x in quick]:
            print("list.sort differs:", name, reverse)
    print(name, len(items))


for count in (2, 3, 30, 700):
    check("ints", [random.randrange(-1000, 1000) for _ in range(count)])
    check("far ints", [random.choice((1, -1)) * random.randrange(2 ** random.randrange(1, 64)) for _ in range(count)])
    check("big ints", [random.choice((1, -1)) * random.randrange(2 ** random.randrange(1, 90)) for _ in range(count)])
    check("extremes", [random.choice((2**63 - 1, -(2**63), 0, -1, 1)) for _ in range(count)])
    check("floats", [random.choice((1.5, -1.5, 0.0, -0.0, 1e300, -1e-300, float("inf"), -float("inf"))) for _ in range(count)])
    check("numbers", [random.choice((1, 1.0, True, False, 0, -0.0, 2**70)) for _ in range(count)])
    check("short", ["".join(random.choices("ab\0", k=random.randrange(4))) for _ in range(count)])
    check("long", ["".join(random.choices("aé\xff\0", k=random.randrange(12))) for _ in range(count)])
    check("alike", ["https://example.org/" + "".join(random.choices("ab", k=random.randrange(20))) for _ in range(count)])
    check("wide", ["".join(random.choices("aé€\U0001f600", k=random.randrange(6))) for _ in range(count)])
    check("pairs", [(random.randrange(5), random.randrange(5)) for _ in range(count)])
    check("uneven", [tuple(random.choices((1, 2, 3), k=random.randrange(4))) for _ in range(count)])
    check("text and number", [(random.choice(("a", "ab", "longer than seven", "")), random.randrange(9)) for _ in range(count)])
    check("number and text", [(random.randrange(9), random.choice(("a", "ab", "longer than seven", "ä"))) for _ in range(count)])
    check("far pairs", [(random.choice((-(2**63), 2**63 - 1, 3)), random.random()) for _ in range(count)])
    check("same far", [(2**62, random.choice((-(2**63), 2**63 - 1)), random.randrange(3)) for _ in range(count)])
    check("deep", [((random.randrange(3),), random.randrange(3)) for _ in range(count)])
    check("mixed", [(random.choice((1, 1.0, True)), random.randrange(3)) for _ in range(count)])
    check("by key", list(range(count)), key=lambda v: -v % 7)
    check("by text", list(range(count)), key=str)
    check("in order", list(range(count)))
    check("descending", list(range(count, 0, -1)))

# Of nan nothing is known, but that nothing gets lost.
nan = float("nan")
numbers = [nan, 1.0, nan, -1.0] * 200
numbers.sort()
print(len(numbers), numbers.count(1.0), numbers.count(-1.0))
pairs = [(nan, 1), (1.0, 2), (nan, 0)] * 100
pairs.sort()
print(len(pairs))


# What cannot be compared is an error, and the list keeps its items.
for items in ([1, "a", 2], [(1, 2), (1, None), (1, "a")], [(1, 2j), (1, 1j)], ["a"] * 700 + [b"a"], [(1,), 1], [None] * 3):
    before = list(items)
    try:
        items.sort()
    except TypeError as error:
        print(error)
    print(len(items) == len(before) and all(any(x is y for y in items) for x in before))
print(sorted([(1, None), (0, None), (2, "a")]), sorted([(1,), (), (0, 5)]))


class Item:
    def __init__(self, value, spoil=False):
        self.value, self.spoil = value, spoil

    def __lt__(self, other):
        if self.spoil or other.spoil:
            raise KeyError("spoilt")
        return self.value < other.value

    def __eq__(self, other):
        return self.value == other.value


ties = [(i % 3, Item(i % 5)) for i in range(700)]
print([(a, b.value) for a, b in sorted(ties)][::60])
ties[350] = (1, Item(0, True))
try:
    ties.sort()
except KeyError as error:
    print(error, len(ties), sum(a for a, _ in ties))


class Changer:
    def __init__(self, items):
        self.items = items

    def __lt__(self, other):
        self.items.append(1)
        return False

    def __eq__(self, other):
        return False


items = []
items += [(1, Changer(items)), (1, Changer(items))]
try:
    items.sort()
except ValueError as error:
    print(error, len(items))
items.clear()
