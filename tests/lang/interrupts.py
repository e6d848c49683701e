# Ctrl-C ends whatever goes on, also within C. Each of these takes seconds if nobody looks; a helper process sends the signal when it has just begun. What was interrupted leaves
# nothing behind (the heap is looked at in the end), and what was given to it is still whole.
import collections
import functools
import gc
import heapq
import itertools
import math
import os
import random
import sys

sys.set_int_max_str_digits(0)
random.seed(1)
LONG = 10**10
many = functools.partial(itertools.repeat, times=LONG)

# The helper waits for the word: while os.system starts it, a signal would be ignored.
reading, writing = os.pipe()
os.dup2(reading, 9)
os.system(f"while read seconds; do sleep $seconds; kill -INT {os.getpid()}; done <&9 &")


def attempt(name, act):
    try:
        os.write(writing, b"0.03\n")
        act()
    except KeyboardInterrupt:
        print(name, "was interrupted")
    else:
        print(name, "went on to its end")


for name, act in (
    ("sum", lambda: sum(many(1))), ("sum of floats", lambda: sum(many(1.5))), ("sum of a range", lambda: sum(range(LONG))),
    ("sum of a generator", lambda: sum(i for i in range(LONG))), ("any", lambda: any(many(0))), ("all", lambda: all(many(1))), ("max", lambda: max(many(1))),
    ("min", lambda: min(many(1), key=abs)), ("in", lambda: 5 in many(1)), ("in a range", lambda: 0.5 in range(LONG)),
    ("range.index", lambda: range(LONG).index(0.5)), ("range.count", lambda: range(LONG).count(0.5)), ("dict.fromkeys", lambda: dict.fromkeys(many(1))),
    ("dict", lambda: dict(many((1, 2)))), ("set", lambda: set(many(1))), ("frozenset", lambda: frozenset(many(1))), ("set.update", lambda: set().update(many(1))),
    ("set.isdisjoint", lambda: {5}.isdisjoint(many(1))), ("deque", lambda: collections.deque(many(1), 0)),
    ("Counter", lambda: collections.Counter(many(1))), ("reduce", lambda: functools.reduce(max, many(1))), ("count", lambda: sum(itertools.islice(itertools.count(), LONG))),
    ("islice", lambda: next(itertools.islice(itertools.count(), LONG, None))), ("cycle", lambda: sum(itertools.islice(itertools.cycle((1, 2)), LONG))),
    ("filter", lambda: next(filter(None, many(0)), 0)), ("filterfalse", lambda: next(itertools.filterfalse(None, many(1)), 0)),
    ("takewhile", lambda: sum(itertools.takewhile(abs, many(1)))), ("dropwhile", lambda: next(itertools.dropwhile(abs, many(1)), 0)),
    ("compress", lambda: next(itertools.compress(many(1), many(0)), 0)), ("chain", lambda: next(itertools.chain.from_iterable(many(())), 0)),
    ("groupby", lambda: list(itertools.groupby(many(1)))), ("accumulate", lambda: collections.deque(itertools.accumulate(many(0)), 0)),
    ("starmap", lambda: collections.deque(itertools.starmap(max, many((1, 2))), 0)), ("zip", lambda: collections.deque(zip(many(1), itertools.count()), 0)),
    ("map", lambda: collections.deque(map(abs, many(1)), 0)), ("enumerate", lambda: collections.deque(enumerate(many(1)), 0)),
    ("product", lambda: collections.deque(itertools.product(range(1000), repeat=4), 0)),
    ("combinations", lambda: collections.deque(itertools.combinations(range(1000), 5), 0)),
    ("permutations", lambda: collections.deque(itertools.permutations(range(1000), 5), 0)), ("pairwise", lambda: collections.deque(itertools.pairwise(many(1)), 0)),
    ("prod", lambda: math.prod(many(1))), ("fsum", lambda: math.fsum(many(1))), ("iter of a callable", lambda: sum(iter(int, 1))),
    ("join", lambda: "".join(map(str, many("")))), ("a loop", lambda: exec("for i in range(LONG): pass")),
    ("pow", lambda: 3**10**9), ("pow modulo", lambda: pow(3, 1 << 10**6, (1 << 40000) + 1)), ("pow modulo a word", lambda: pow(3, (1 << 10**9) + 1, 10**9 + 7)),
    ("inverse", lambda: pow(3**400000, -1, 2**700001 - 1)), ("factorial", lambda: math.factorial(2 * 10**7)), ("comb", lambda: math.comb(2 * 10**7, 10**7)),
):
    attempt(name, act)

floats = [random.random() for _ in range(10000)]
given = floats * 300
for name, act in (("sort", given.sort), ("sort by a key", lambda: given.sort(key=abs)), ("sorted", lambda: sorted(given, reverse=True)),
                  ("heapify", lambda: heapq.heapify(given * 4))):
    attempt(name, lambda: [act() or given.extend(floats * 300) for _ in range(20)])
print(sorted(set(given)) == sorted(set(floats)))
del given
texts = [str(number) for number in floats]
for name, act in (("sort of texts", lambda: sorted(texts * 300)), ("sort of tuples", lambda: sorted([(1, text) for text in texts] * 300)),
                  ("join of a list", lambda: ",".join(texts * 300)), ("join of bytes", lambda: b",".join([b"ab"] * 10**6)),
                  ("repr", lambda: repr(floats * 100)), ("count", lambda: "ab".__mul__(10**7).count("ba")), ("replace", lambda: ("ab" * 10**6).replace("a", "cc")),
                  ("split", lambda: ("ab " * 10**6).split()), ("split of bytes", lambda: (b"ab " * 10**6).split()),
                  ("list.count", lambda: (floats * 100).count(2)), ("tuple.index", lambda: (2 in tuple(floats * 100))),
                  ("dict.update", lambda: {}.update(dict.fromkeys(floats), x=1)), ("set |", lambda: set(texts) | set(floats)), ("referrers", lambda: gc.get_referrers(texts)),
                  ("to text", lambda: str(1 << 3 * 10**6)), ("from text", lambda: int("7" * 10**6)), ("product", lambda: (1 << 10**7) * 3**10**5),
                  ("quotient", lambda: (1 << 10**7) // 3**10**5), ("isqrt", lambda: math.isqrt(3**10**5)), ("getrandbits", lambda: random.getrandbits(10**7))):
    attempt(name + " again and again", lambda: [act() for _ in range(10**4)])
