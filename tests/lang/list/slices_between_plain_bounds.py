"""x[start:stop] of lists, tuples and strs: whatever the bounds are, and whatever they do. Each place sees plain bounds first, then all others, then plain ones again."""
import sys

WORD = 2**63


def part(sequence, start, stop):
    return sequence[start:stop]


class Bound:
    """An index that changes the list while it is asked."""

    def __init__(self, value, action):
        self.value, self.action = value, action

    def __index__(self):
        self.action()
        return self.value


class Sub(list):
    def __getitem__(self, key):
        return "Sub", key


class PlainSub(list):
    pass


class Text(str):
    pass


bounds = [None, 0, 1, 3, 4, 5, -1, -4, -5, True, False, WORD - 1, -WORD, WORD, -WORD - 1, 2**200, -(2**200)]
for sequence in [10, 20, 30, 40], (10, 20, 30, 40), "abcd", "äb\U0001F40Dd", b"abcd", [], (), "", range(4), bytearray(b"abcd"):
    print(type(sequence).__name__, len(sequence))
    for start in bounds:
        print([part(sequence, start, stop) for stop in bounds])

print(part(Sub([1, 2]), None, 1), part(PlainSub([1, 2, 3]), 1, None), type(part(PlainSub([1]), None, None)).__name__)
print(type(part(Text("abc"), None, None)).__name__, part({}.__class__.__name__, 1, None))

t, s = (1, 2, 3), "some text"
print(part(t, None, None) is t, part(s, None, None) is s, part(s, 0, 99) is s, part(t, 1, 1) is tuple(), part(s, 2, 1) == "")

for wrong in "1", 1.0, [], object:
    for start, stop in (wrong, None), (None, wrong):
        try:
            part([1, 2], start, stop)
        except TypeError as error:
            print("TypeError:", error)
for unsliceable in 5, None, {}, {1}, object():
    try:
        part(unsliceable, None, None)
    except TypeError as error:
        print("TypeError:", str(error).partition(" at 0x")[0])

# a list that is changed by a bound's __index__
a = [1, 2, 3, 4, 5]
print(part(a, Bound(1, a.clear), None), a)
a = [1, 2, 3, 4, 5]
print(part(a, None, Bound(4, lambda: a.extend("xyz"))), len(a))
a = [1, 2, 3, 4, 5]
print(part(a, Bound(-2, lambda: a.__delitem__(0)), Bound(9, a.pop)), a)


def failing():
    raise ValueError("from __index__")


try:
    part(a, 0, Bound(0, failing))
except ValueError as error:
    print(error, error.__traceback__.tb_next.tb_lineno)

# temporaries as the sequence and the bounds: each dies in its time
class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def make():
    return [Loud("first"), Loud("second"), Loud("third")]


kept = make()[len("a") : len("ab")]
print([item.name for item in kept])
kept = None
print(make()[5:])


# the new list replaces the one it was cut from
def shorten(n):
    rest = list(range(n))
    while rest:
        rest = rest[1:]
    return rest


print(shorten(20))
x = [1, 2, 3]
before = sys.getrefcount(x), sys.getrefcount(None) > 10
copies = [x[:] for _ in range(5)]
print(before == (sys.getrefcount(x), True), copies == [x] * 5, any(copy is x for copy in copies))
print([sys.getsizeof(list(range(n))[:n]) - sys.getsizeof([]) for n in range(12)])
print([sys.getsizeof([None] * 20 + [1][:i]) for i in range(2)])
item = object()
held = [item] * 3
count = sys.getrefcount(item)
y = held[1:]
print(sys.getrefcount(item) - count)

# a slice in an assignment, a deletion, an augmented assignment is still one
b = [1, 2, 3, 4]
for _ in range(3):
    b[1:2] = [7, 8]
    b[:1] += [0]
    del b[-1:]
    print(b)
matrix = {slice: 1}
for key in (slice(1, 2),):
    try:
        matrix[1:2]
    except TypeError as error:
        print(error)


class Shows:
    def __getitem__(self, key):
        return key


for sequence in [1, 2, 3], Shows(), (1, 2, 3), Shows(), "abc":
    print(sequence[1:], sequence[:2:], sequence[None:None:2], sequence[: (n := 1)])
