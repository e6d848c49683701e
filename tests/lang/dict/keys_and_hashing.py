"""What makes a key: equality and hash, order of insertion over deletions and growth, keys that misbehave."""


class Key:
    def __init__(self, name, h=1):
        self.name, self.h = name, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return f"Key({self.name})"


d = {Key(n): n for n in "abcab"}
print(d, len(d), d[Key("b")], Key("z") in d)
del d[Key("a")]
d[Key("a")] = "again"
print(list(d))
big = {n: n * n for n in range(1000)}
for n in range(0, 1000, 2):
    del big[n]
for n in range(0, 10, 2):
    big[n] = "late"
print(len(big), list(big)[:5], list(big)[-5:], big[999], sum(1 for k in big if k % 2))
print({1: "a", 1.0: "b", True: "c"}, {0: "x", False: "y", 0.0: "z", -0.0: "w", 0j: "v"}, {"1": 1, 1: 2}, {2 ** 70: "big"}[2 ** 70], {float(2 ** 70): 1}[2 ** 70])
nan = float("nan")
print({nan: 1}[nan], len({nan: 1, float("nan"): 2}), {(1, (2, 3)): "t"}[1, (2, 3)], {frozenset([1]): 5}[frozenset({1})], {int: "type", len: "function"}[int])


class Fails:
    def __hash__(self):
        raise ValueError("no hash today")


class EqFails:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ValueError("no comparison today")


for action in ("{Fails(): 1}", "{EqFails(): 1, EqFails(): 2}", "{1: 2}[EqFails()]", "Fails() in {}", "Fails() in {1: 2}", "EqFails() in {1}"):
    try:
        print(action, eval(action))
    except ValueError as e:
        print(action, e)


class Evil:
    """Its comparison changes the dict that is being searched."""

    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return 7

    def __eq__(self, other):
        self.target.clear()
        return False


target = {}
target[Evil(target)] = 1
target[Evil(target)] = 2
print(len(target) <= 2)
a = {}
a["x"], a["y"], a["z"] = 1, 2, 3
a["x"] = a.pop("x")
print(a, list(a.items())[-1], next(iter(a)))
mixed = {True: 1, "k": 2, None: 3, (): 4, 1.5: 5, b"b": 6}
print(mixed, [mixed[k] for k in (1, None, (), 1.5, b"b")])


class StrSub(str):
    pass


print({"a": 1}[StrSub("a")], {StrSub("a"): 1}["a"], StrSub("a") in {"a"})
