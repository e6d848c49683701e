"""Container methods: __len__, __getitem__, __setitem__, __delitem__, __contains__, __iter__, __reversed__, __missing__."""


class Deck:
    def __init__(self, *cards):
        self.cards = list(cards)

    def __len__(self):
        return len(self.cards)

    def __getitem__(self, place):
        print("get", place, end="; ")
        return self.cards[place]

    def __setitem__(self, place, card):
        print("set", place, card)
        self.cards[place] = card

    def __delitem__(self, place):
        print("del", place)
        del self.cards[place]


d = Deck("a", "b", "c")
print(len(d), bool(d), bool(Deck()))
print(d[0], d[-1])
print(d[0:2], d[::2])
d[1] = "x"
d[0:1] = ["y", "z"]
del d[0]
print("x" in d, "q" in d)
print(list(d))
print(list(reversed(d)))
for card in d:
    print("loop", card)
first, *rest = d
print(first, rest)
print(d[1, 2:3] if False else "", Deck.__getitem__ is not None)


class Grid:
    def __getitem__(self, key):
        return key


g = Grid()
print(g[1], g[1, 2], g[1:2], g[1:2, ::3], g[...], g[()], g[None, "x"], g[-1:])


class Chatty:
    def __contains__(self, x):
        return "truthy" if x else ""

    def __iter__(self):
        yield from "xyz"

    def __reversed__(self):
        return iter("reversed")


c = Chatty()
print(1 in c, 0 in c, 0 not in c, list(c), "".join(reversed(c)), [*c], dict(zip(c, c)))


class Default(dict):
    def __missing__(self, key):
        return f"no {key}"


m = Default(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, len(m))


class Length:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __length_hint__(self):
        return 5


print(bool(Length(0)), bool(Length(1)), len(Length(7)))


class Truth:
    def __bool__(self):
        print("asked", end=" ")
        return False


print(not Truth(), "yes" if Truth() else "no", Truth() and 1 or 2)
