# How often set operations ask items for their hashes (counted by 1) and compare them (by 1000).
class Item:
    asked = 0

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        Item.asked += 1
        return self.value

    def __eq__(self, other):
        Item.asked += 1000
        return isinstance(other, Item) and self.value == other.value

    def __repr__(self):
        return str(self.value)


many, few = [Item(i % 7) for i in range(20)], [Item(i * 3 % 11) for i in range(9)]
a, b, frozen = set(many), set(few), frozenset(few)
keys = dict.fromkeys(few)
for question in """
    set(many); a | b; a & b; b & a; a - b; b - a; a ^ b; b ^ a; a | frozen; a & a; a - a; a ^ a; a | a; a <= b; a < b; a == b; hash(frozen)
    a.union(few); a.intersection(few); a.difference(few); a.symmetric_difference(few); a.intersection(keys); a.difference(keys)
    a.isdisjoint(b); a.isdisjoint(few); a.issubset(few); a.issuperset(few); a.copy(); set(a); frozenset(a)
    a.copy().difference_update(b); a.copy().intersection_update(b); a.copy().symmetric_difference_update(b); a.copy().update(few)
    {frozen} == {frozenset(few)}; dict.fromkeys(many).keys() & b; sorted(a, key=lambda item: item.value)
""".replace("\n", ";").split(";"):
    if question.strip():
        Item.asked = 0
        print(question.strip(), "=", eval(question.strip()), "asked", Item.asked)
