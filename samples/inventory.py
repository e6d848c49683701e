"""An inventory with hand-made value classes: validation by descriptors, ordering, undo, queries that chain."""

from functools import total_ordering


class Field:
    """An attribute that checks what is assigned to it."""

    def __init__(self, kind, least=None):
        self.kind, self.least = kind, least

    def __set_name__(self, owner, name):
        self.name = name
        owner.fields = getattr(owner, "fields", ()) + (name,)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__[self.name]

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        if self.least is not None and value < self.least:
            raise ValueError(f"{self.name} must be at least {self.least}, not {value}")
        instance.__dict__[self.name] = value


@total_ordering
class Item:
    name = Field(str)
    cents = Field(int, 0)
    count = Field(int, 0)

    def __init__(self, name, cents, count=0, *tags):
        self.name, self.cents, self.count = name, cents, count
        self.tags = frozenset(tags)

    @property
    def worth(self):
        return self.cents * self.count

    def _key(self):
        return (self.name.lower(), self.cents)

    def __eq__(self, other):
        return isinstance(other, Item) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        values = ", ".join(f"{field}={getattr(self, field)!r}" for field in self.fields)
        return f"Item({values})"


class Query:
    """Items seen through conditions; nothing happens until they are asked for."""

    def __init__(self, items, conditions=()):
        self.items, self.conditions = items, conditions

    def where(self, **wanted):
        def matches(item):
            return all(getattr(item, name) == value for name, value in wanted.items())
        return Query(self.items, self.conditions + (matches,))

    def tagged(self, tag):
        return Query(self.items, self.conditions + (lambda item: tag in item.tags,))

    def below(self, cents):
        return Query(self.items, self.conditions + (lambda item: item.cents < cents,))

    def __iter__(self):
        return (item for item in self.items if all(condition(item) for condition in self.conditions))

    def __len__(self):
        return sum(1 for _ in self)


class Inventory:
    def __init__(self):
        self._items = {}
        self._undo = []

    def add(self, item):
        if item.name in self._items:
            raise KeyError(f"{item.name} is already there")
        self._items[item.name] = item
        self._undo.append(lambda: self._items.pop(item.name))
        return self

    __iadd__ = add

    def change(self, name, by):
        item = self._items[name]
        before = item.count
        item.count += by
        self._undo.append(lambda: setattr(item, "count", before))

    def undo(self):
        if self._undo:
            self._undo.pop()()

    def query(self):
        return Query(self._items.values())

    def __getitem__(self, name):
        return self._items[name]

    def __len__(self):
        return len(self._items)

    @property
    def worth(self):
        return sum(item.worth for item in self._items.values())


stock = Inventory()
stock += Item("Tea", 450, 20, "drink", "hot")
stock += Item("Coffee", 799, 12, "drink", "hot")
stock += Item("Juice", 250, 30, "drink", "cold")
stock.add(Item("Bread", 320, 8, "food")).add(Item("apple", 40, 200, "food"))

print(len(stock), "items worth", stock.worth)
print(sorted(stock.query()))
print([item.name for item in stock.query().tagged("drink").below(500)])
print([item.name for item in stock.query().tagged("food").where(count=8)], len(stock.query().tagged("hot")))

stock.change("Tea", -5)
stock.change("Tea", -5)
print(stock["Tea"].count, stock.worth)
stock.undo()
print(stock["Tea"].count, stock.worth)

attempts = {
    "too many": lambda: stock.change("Tea", -100),
    "wrong type": lambda: Item("Milk", "cheap"),
    "negative": lambda: Item("Milk", -1),
    "twice": lambda: stock.add(Item("Tea", 1)),
    "unknown": lambda: stock.change("Caviar", 1),
}
for title, attempt in attempts.items():
    try:
        attempt()
    except (KeyError, TypeError, ValueError) as problem:
        print(f"{title}: {type(problem).__name__}: {problem}")
print("unharmed:", stock["Tea"].count, len(stock))

print(max(stock.query()), min(stock.query()), Item("TEA", 450) == stock["Tea"], len({Item("tea", 450), stock["Tea"]}))
print(Item.fields, Item.count.least)
