"""len(x) and x.append(y): calls that see one kind of thing first, then others, then len and append that are not the built-in ones."""
import sys


def length(x):
    return len(x)


def push(x, y):
    return x.append(y)


class Sub(list):
    pass


class Own(list):
    def __len__(self):
        return 99

    def append(self, item):
        super().append(("own", item))


class Other:
    def append(self, item):
        return "other", item


class Inherits(Sub):
    append = list.append


class Wrong:
    def __len__(self):
        return -1


class Huge:
    def __len__(self):
        return 2**64


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


for x in [1, 2], (1,), "abc", "\U0001F40D", {}, {1: 2}, {1, 2, 3}, b"ab", range(5), Sub([1]), Own([1]), [0] * 300, "x" * 1000:
    print(type(x).__name__, length(x), end="; ")
print()
for x in 5, None, Wrong(), Huge(), len, [1], int:
    try:
        print(length(x))
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)

for x in [], [1], Sub(), Own(), Other(), Inherits(), [], bytearray(b"a"), [2]:
    print(push(x, 7), x if not isinstance(x, Other) else "Other")
for x in {}, (), None, [3]:
    try:
        push(x, 8)
        print(x)
    except AttributeError as error:
        print(error)

# what is counted: the item once more, the list not at all
items, item = [], object()
before = sys.getrefcount(items), sys.getrefcount(item)
for _ in range(40):
    items.append(item)
print(sys.getrefcount(items) - before[0], sys.getrefcount(item) - before[1], length(items))
sizes = []
for n in range(30):
    items = []
    for i in range(n):
        items.append(i)
    sizes.append(sys.getsizeof(items) - sys.getsizeof([]))
print(sizes)

# temporaries die when the call is over
for n in range(3):
    print([Loud(f"only {n}")].append(n))
    print([n].append(Loud(f"appended {n}")))
    print(len([Loud(f"counted {n}"), Loud(f"too {n}")]))

# a list that holds itself
knot = []
for _ in range(2):
    knot.append(knot)
print(knot, len(knot), sys.getrefcount(knot))
knot.clear()

# arguments of other numbers, and by name
for n in range(2):
    for wrong in "len()", "len([], [])", "len(obj=[])", "[].append()", "[].append(1, 2)", "[].append(object=1)", "list.append(1, 2)":
        try:
            eval(wrong)
        except TypeError as error:
            print(error)


def twice(n):
    if n == 3:
        global len
        len = lambda x: ("not the built-in one", x)
    if n == 6:
        del globals()["len"]
    return len([n] * n)


print([twice(n) for n in range(8)])
names = [str.upper, "abc".upper]
print([len(name.__name__) for name in names], [len.__name__ for len in (sum, max)])
