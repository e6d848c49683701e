"""A binary heap as a priority queue: a hospital's waiting room, Huffman codes, and sorting."""

from collections import Counter


class PriorityQueue:
    """items[k] is never larger than items[2k+1] and items[2k+2]. Equal priorities leave in the order they came."""

    def __init__(self, items=()):
        self._items = []
        self._arrivals = 0
        for priority, value in items:
            self.push(priority, value)

    def push(self, priority, value):
        self._items.append((priority, self._arrivals, value))
        self._arrivals += 1
        place = len(self._items) - 1
        while place:
            parent = (place - 1) // 2
            if not self._before(place, parent):
                break
            self._swap(place, parent)
            place = parent

    def pop(self):
        if not self._items:
            raise IndexError("pop from an empty queue")
        self._swap(0, -1)
        priority, _, value = self._items.pop()
        place = 0
        while True:
            smallest = place
            for child in (2 * place + 1, 2 * place + 2):
                if child < len(self._items) and self._before(child, smallest):
                    smallest = child
            if smallest == place:
                return priority, value
            self._swap(place, smallest)
            place = smallest

    def _before(self, a, b):
        # The value itself is never compared: it may have no order.
        return self._items[a][:2] < self._items[b][:2]

    def _swap(self, a, b):
        self._items[a], self._items[b] = self._items[b], self._items[a]

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        """Empties the queue."""
        while self:
            yield self.pop()


class Leaf:
    def __init__(self, symbol):
        self.symbol = symbol

    def codes(self, prefix=""):
        yield self.symbol, prefix or "0"


class Branch:
    def __init__(self, zero, one):
        self.zero, self.one = zero, one

    def codes(self, prefix=""):
        yield from self.zero.codes(prefix + "0")
        yield from self.one.codes(prefix + "1")


def huffman(text):
    queue = PriorityQueue((count, Leaf(symbol)) for symbol, count in sorted(Counter(text).items()))
    while len(queue) > 1:
        (few, zero), (more, one) = queue.pop(), queue.pop()
        queue.push(few + more, Branch(zero, one))
    _, tree = queue.pop()
    return tree


def decode(bits, tree):
    node = tree
    for bit in bits:
        node = node.one if bit == "1" else node.zero
        if isinstance(node, Leaf):
            yield node.symbol
            node = tree


waiting = PriorityQueue([(3, "cough"), (1, "heart"), (2, "broken arm"), (3, "cold"), (1, "burn")])
waiting.push(0, "emergency")
print("next:", waiting.pop())
waiting.push(2, "cut")
print("then:", ", ".join(f"{what} ({urgency})" for urgency, what in waiting))
try:
    waiting.pop()
except IndexError as problem:
    print("IndexError:", problem)

numbers = [n * 7919 % 1000 for n in range(200)]
print("sorts:", [n for n, _ in PriorityQueue((n, None) for n in numbers)] == sorted(numbers))

text = "she sells sea shells by the sea shore; the shells she sells are sea shells for sure"
tree = huffman(text)
codes = dict(tree.codes())
for symbol in sorted(codes, key=lambda s: (len(codes[s]), codes[s])):
    print(f"{symbol!r} {text.count(symbol):2} {codes[symbol]}")
bits = "".join(codes[symbol] for symbol in text)
print(f"{len(text) * 8} bits become {len(bits)}, {len(bits) / len(text):.3f} for each character")
print("decoded:", "".join(decode(bits, tree)) == text)
ordered = sorted(codes.values())
print("no code begins another:", not any(b.startswith(a) for a, b in zip(ordered, ordered[1:])))
