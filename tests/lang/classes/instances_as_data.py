"""Instances as values: equality and hashing together, copying by hand, in sets, as dict keys, sorted, in strings."""


class Card:
    suits = "♣♦♥♠"

    def __init__(self, rank, suit):
        self.rank, self.suit = rank, suit

    def _key(self):
        return self.rank, self.suits.index(self.suit)

    def __eq__(self, other):
        return isinstance(other, Card) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return f"{self.rank}{self.suit}"

    def __bool__(self):
        return self.rank > 0

    def __iter__(self):
        yield self.rank
        yield self.suit


deck = [Card(rank, suit) for suit in Card.suits for rank in range(1, 4)]
print(deck, len(set(deck + deck)), Card(2, "♥") in deck, deck.index(Card(1, "♠")), sorted(deck)[:4], max(deck), min(deck, key=lambda c: (c.suit, -c.rank)))
rank, suit = deck[5]
print(rank, suit, dict(deck[:2]), {c: c.rank for c in deck}[Card(3, "♣")], bool(Card(0, "♣")), [c for c in deck if not c], list(map(tuple, deck[:2])))
groups = {}
for card in deck:
    groups.setdefault(card.suit, []).append(card)
print(groups, {s: sum(c.rank for c in cs) for s, cs in groups.items()})


class Copyable:
    def __init__(self, **values):
        self.__dict__.update(values)

    def replace(self, **changes):
        return type(self)(**{**self.__dict__, **changes})

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in sorted(vars(self).items()))})"


a = Copyable(x=1, y=[2])
b = a.replace(x=5, z=None)
b.y.append(3)
print(a, b, a.y is b.y, vars(a) == {"x": 1, "y": [2, 3]})
a.__dict__["new"] = 1
del a.__dict__["x"]
print(a, a.new, hasattr(a, "x"))
a.__dict__ = {"replaced": True}
print(a, a.replaced, hasattr(a, "y"))
many = [Copyable(n=n, **{f"f{n % 7}": n}) for n in range(50)]
print(sum(o.n for o in many), sorted({tuple(sorted(vars(o))) for o in many})[:3], getattr(many[8], "f1"))
o = Copyable()
for n in range(40):
    setattr(o, f"attribute{n}", n)
for n in range(0, 40, 2):
    delattr(o, f"attribute{n}")
print(len(vars(o)), sum(vars(o).values()), list(vars(o))[:3])
