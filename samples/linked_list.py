"""Sequences by hand and from collections: a linked list, a deque at work, named tuples, ordered and chained dicts."""

from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple


class LinkedList:
    class _Link:
        __slots__ = ("value", "following")

        def __init__(self, value, following=None):
            self.value, self.following = value, following

    def __init__(self, values=()):
        self._first = self._last = None
        self._length = 0
        for value in values:
            self.append(value)

    def append(self, value):
        link = self._Link(value)
        if self._last is None:
            self._first = link
        else:
            self._last.following = link
        self._last = link
        self._length += 1

    def prepend(self, value):
        self._first = self._Link(value, self._first)
        if self._last is None:
            self._last = self._first
        self._length += 1

    def _links(self):
        link = self._first
        while link is not None:
            yield link
            link = link.following

    def __iter__(self):
        return (link.value for link in self._links())

    def __len__(self):
        return self._length

    def __getitem__(self, index):
        if isinstance(index, slice):
            return LinkedList(list(self)[index])
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("linked list index out of range")
        for place, value in enumerate(self):
            if place == index:
                return value

    def __add__(self, other):
        result = LinkedList(self)
        for value in other:
            result.append(value)
        return result

    def __eq__(self, other):
        return isinstance(other, LinkedList) and list(self) == list(other)

    def __bool__(self):
        return self._first is not None

    def __repr__(self):
        return "<" + " -> ".join(map(repr, self)) + ">"

    def reverse(self):
        self._last, previous = self._first, None
        for link in self._links_while_changing():
            link.following, previous = previous, link
        self._first = previous

    def _links_while_changing(self):
        """Steps ahead before it hands out a link, so that the link may be changed."""
        link = self._first
        while link is not None:
            following = link.following
            yield link
            link = following

    def remove(self, value):
        previous = None
        for link in self._links():
            if link.value == value:
                if previous is None:
                    self._first = link.following
                else:
                    previous.following = link.following
                if link is self._last:
                    self._last = previous
                self._length -= 1
                return
            previous = link
        raise ValueError(f"{value!r} is not in the list")


numbers = LinkedList(range(5))
numbers.prepend("start")
print(numbers, len(numbers), numbers[0], numbers[-1], numbers[1:4])
numbers.reverse()
print(numbers, 3 in numbers, 9 in numbers)
for value in (0, "start", 4):
    numbers.remove(value)
    print("without", repr(value), numbers)
numbers.append("end")
print(numbers + [7, 8], numbers == LinkedList([3, 2, 1, "end"]), bool(LinkedList()), sorted(LinkedList([3, 1, 2])))
for wrong in (lambda: numbers[10], lambda: numbers.remove("x")):
    try:
        wrong()
    except (IndexError, ValueError) as problem:
        print(type(problem).__name__, problem)

line = deque(["ada", "bob"], maxlen=4)
line.extend(["carl", "dora", "eve"])
line.appendleft("zoe")
print(line, line.maxlen)
line.rotate(1)
print(list(line), line.pop(), line.popleft(), list(reversed(line)), line.count("bob"))


def moving_average(values, size):
    window = deque(maxlen=size)
    for value in values:
        window.append(value)
        if len(window) == size:
            yield sum(window) / size


print(list(moving_average([40, 30, 50, 46, 39, 44], 3)))


def josephus(count, step):
    """Everyone in a ring, each step-th leaves."""
    ring = deque(range(1, count + 1))
    while ring:
        ring.rotate(1 - step)
        yield ring.popleft()


print("josephus:", *josephus(10, 3))

Point = namedtuple("Point", "x y", defaults=[0])
p = Point(3, y=4)
print(p, p.x + p[1], p._replace(x=9), Point(1), p._asdict(), Point._fields, (3, 4) == p)
x, y = p
print(x, y, max(Point(1, 2), Point(1, 3)))

order = OrderedDict(zip("abc", range(3)))
order.move_to_end("a")
order.move_to_end("c", last=False)
print(list(order), order.popitem(last=False), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), dict(a=1, b=2) == dict(b=2, a=1))

settings = ChainMap({"colour": "green"}, {"colour": "blue", "size": 3})
settings["size"] = 5
print(settings["colour"], settings["size"], settings.maps, sorted(settings))

votes = Counter("abracadabra")
votes.update("bbb")
print(votes.most_common(2), votes["z"], votes - Counter(a=2), sum(votes.values()), +Counter(a=-1, b=2))
tree = defaultdict(lambda: defaultdict(list))
tree["animals"]["snakes"] += ["boa", "python"]
print({name: dict(kinds) for name, kinds in tree.items()}, list(tree))
