"""Work of every kind, and ids, hashes and orders of sets in between: what tests/heapview/reproducible compares from run to run."""


def show(what, *objects):
    print(what, [id(o) for o in objects], [hash(o) for o in objects if isinstance(o, (str, int, float, bytes, tuple))])


class Node:
    def __init__(self, value, following=None):
        self.value = value
        self.following = following

    def __add__(self, other):
        return Node(self.value + other.value)

    def __del__(self):
        dead.append(self.value)


class Slotted:
    __slots__ = ("a", "b")


class Many:
    pass


dead = []


def numbers():
    total, product, x = 0, 1, 0.5
    kept = []
    for i in range(3000):
        total += i * 3
        product = product * 7 % 1000003
        x = x * 1.5 - x * x / 3 + total * 2 - (total - 1)
        if x > 1e6 or x < -1e6:
            x = 0.25
        if i % 50 == 0:
            kept.append(total)
            kept.append(x)
            kept.append(total << 70)
            show("numbers", total, x, kept[-1], product)
    while total > 10:
        total = total // 2 - 1
        total, product = product % 1000 + total // 3, total
    show("numbers end", total, product, kept)
    return kept


def strings():
    s, parts = "", []
    for i in range(400):
        s += "ab" * (i % 7)
        s = s + str(i)
        parts.append(s[-20:])
        parts.append(f"{i}:{s[:3]!r}")
        if i % 40 == 0:
            show("strings", s, parts[-1], parts[-2], s.upper(), b"bytes" * i)
    joined = ",".join(parts)
    show("joined", joined, joined.split(","), set(parts[:40]))
    print(sorted(joined.split(","))[:3], {"ä", "b", "cc", "ddd", b"x", 3.5, (1, "t")})


def containers():
    d, items, seen = {}, [], set()
    for i in range(2000):
        d["k%d" % i] = i * 1000
        items.append((i, -i))
        seen.add("s%d" % (i * 7 % 1000))
        if i % 3 == 0:
            d.pop("k%d" % (i // 2), None)
            items.insert(0, [i])
            seen.discard("s%d" % (i // 3))
        if i % 200 == 0:
            show("containers", d, items, seen, list(d)[-1:], items[-1], len(seen), {**d}, items[::2], frozenset(seen))
    del items[100:900]
    items.sort(key=str, reverse=True)
    show("sorted", *items[:20])
    show("set", *seen)
    big = [None] * 200000
    big.extend(range(100000))
    show("big", big, big[-1], bytearray(300000), b"z" * 5000)
    return d


def instances():
    chain = None
    for i in range(500):
        chain = Node(i * 100, chain)
        if i % 50 == 0:
            other = Slotted()
            other.a, other.b = chain, i * 1.5
            many = Many()
            for k in range(i // 10):
                setattr(many, "x%d" % k, k * 1000)
            show("instances", chain, chain.value, other, other.b, many, many.__dict__, chain + chain, Node.__init__, chain.__add__)
    while chain:
        chain = chain.following
    cycle = Node(1)
    cycle.following = Node(2, cycle)
    del cycle
    return len(dead)


def fails(depth):
    if depth == 0:
        return {}["missing"]
    try:
        return fails(depth - 1)
    except KeyError as problem:
        raise ValueError(depth * 1000) from problem


def exceptions():
    kept = []
    for i in range(60):
        try:
            fails(i % 5 + 1)
        except ValueError as problem:
            kept.append(problem)
            show("exceptions", problem, problem.__traceback__, problem.__cause__, problem.args)
    return kept


def generator(n):
    for i in range(n):
        got = yield i * 1000
        if got:
            yield from (k * 1.5 for k in range(got))


def closure(start):
    def add(n, *more, key=0.5, **rest):
        nonlocal start
        start += n + len(more) + len(rest)
        return start, add
    return add


def generators_and_closures():
    alive = []
    for i in range(60):
        g = generator(i + 3)
        alive.append(g)
        values = [next(g), g.send(2), next(g), next(g)]
        add = closure(i * 1000)
        values.append(add(7, *range(i), key=1, a=2, b=3)[0])
        show("generators", g, add, *values, lambda: i, [k for k in g][:3])


import gc

for repeat in range(3):
    kept = numbers()
    strings()
    d = containers()
    print(instances(), gc.get_count())
    kept = exceptions()
    generators_and_closures()
    show("collected", gc.collect() * 1000, gc.get_count())
    del kept, d

import collections, enum, functools, itertools, random


Point = collections.namedtuple("Point", "x y", defaults=[2.5])


class Colour(enum.Enum):
    RED = "r"
    BLUE = "b"


@functools.lru_cache(maxsize=20)
def cached(n):
    return n * 1000


random.seed(7)
counted = collections.Counter(random.choice("abcdef") for _ in range(300))
waiting = collections.deque(range(1000, 1100), 40)
show("library", Point(1), Colour.RED, counted, waiting, waiting[3], cached(5), cached, collections.OrderedDict(counted),
     *itertools.islice(itertools.chain(waiting, map(cached, range(30))), 45))
print({"x", "yy", "zzz"} | set(counted), hash(Colour.RED), hash(("a", 1)), len(dead))
