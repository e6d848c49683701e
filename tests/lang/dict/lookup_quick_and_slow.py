"""Exact str and int keys are found without a detour; whatever else has the same hash or is equal must still be found, or not."""


class Same:
    """Equal to the number it wraps, with its hash."""

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        print("eq", self.value, type(other).__name__)
        return self.value == other


class Text(str):
    pass


prime = 2**61 - 1
d = {}
for key in (0, prime, -1, -2, 2**32, 1, 2**62, -(2**62), 1 - prime, 2**70):
    print(key, key in d, d.get(key, "none"))
    d[key] = key
print(len(d), [d[key] == key for key in d], 3 in d, "x" in d, 2**64 in d)
print(d[True], d[1.0], d[-1.0], d[float(2**32)], 2.5 in d)
d[1.0] = "one"
d[True] += "!"
print(d[1], list(d)[:6])

# A key that is no int, found by an int, and the other way round.
e = {Same(5): "same", 2.0: "two", "text": 1}
print(e[5], 5 in e, e[2], 2 in e, e.get(7, "none"), 7 not in e)
e[5] = "replaced"
e[2] = "replaced"
print(list(e.values()), e[Same(2)])
e[Same(5)] = "again"
print(len(e))

# Subclasses of str, and a dict of strs alone that is asked for other things.
s = {"a": 1, "b": 2, "ä": 3, "€": 4}
print(s[Text("a")], Text("b") in s, Text("c") in s, 1 in s, hash("a") in s, None in s, s.get(Same(1)))
s[Text("a")] += 1
s["a" * 1] += 1
s["".join(["ä"])] += 1
print(s, [type(key).__name__ for key in s])
s[Text("new")] = 5
print(s["new"], "new" in s, [type(key).__name__ for key in s])
for key in ("c", 1, 1.5, Text("q"), (1,)):
    try:
        s[key]
    except KeyError as error:
        print("KeyError", error)
for key in ([], {}):
    for act in (lambda: s[key], lambda: key in s, lambda: s.__setitem__(key, 1)):
        try:
            act()
        except TypeError as error:
            print(error)


# What is replaced dies last: its finalizer finds the new value there, and may change the dict.
class Watch:
    def __del__(self):
        print("gone", w.get("k"), w.get(1))
        w.clear()


w = {}
w["k"] = Watch()
w["k"] = "new"
print(w)
w[1] = Watch()
w[1] = "new"
print(w)


def keep(n):
    numbers = {}
    for i in range(n):
        if i & 15 in numbers:
            numbers[i & 15] += i
        else:
            numbers[i & 15] = i
    return numbers


print(keep(100))
