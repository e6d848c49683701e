"""Unpacking in assignments, loops and calls; stars; nested targets; order of assignment."""
a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), [c, d] = (1, 2), [3, 4]
print(a, b, c, d)
first, *rest = range(4)
*start, last = "abc"
head, *middle, tail = [1, 2]
print(first, rest, start, last, head, middle, tail)
a, (b, *c), d = 1, "xyz", 2
print(a, b, c, d)
[a, b] = {1: "x", 2: "y"}
print(a, b)
a, = [5]
(b,) = {6}
print(a, b)
x = y = z = []
x.append(1)
print(y, z is x)
data = {}
data["k"], data["l"] = 1, 2
print(data)


class Box:
    pass


box = Box()
box.a, box.b = box.c = "pq"
print(box.a, box.b, box.c)
i = 0
values = [10, 20, 30]
i, values[i] = 2, "i was already 2"
print(i, values)
*a, = "list"
print(a)
print([*"ab", *[1], *()], (*range(2), 9), {*"a", *"a"}, {**{"a": 1}, "b": 2, **{"a": 3}})
for (k, v), n in zip({"x": 1}.items(), [9]):
    print(k, v, n)
print(dict([(1, 2), "ab"]), [b for a, b in [(1, 2), (3, 4)]])


def generate():
    print("start", end=" ")
    yield 1
    yield 2
    print("end")


a, b = generate()
a, *b = generate()
print(a, b)


def attempt(text):
    try:
        exec(text)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


for text in ("a, b = [1]", "a, b = [1, 2, 3]", "a, *b, c = [1]", "a, b = None", "a, b = 5", "(a, b), c = 1, 2", "[a, b] = 'abc'", "a, b = {1: 2}", "*a, b = ()"):
    attempt(text)
t = 1, 2, *[3]
print(t, *t, sep=",")


def returns():
    return 1, *[2, 3]


print(returns())
