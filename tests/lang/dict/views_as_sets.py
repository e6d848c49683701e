# Views of dicts as sets: the results in order, with their sizes.
import random
import sys

r = random.Random(7)
def mk(n=None):
    n = r.choice([0, 1, 3, 5, 9, 20, 70]); m = r.choice([3, 10, 50, 200, 10**6])
    return [r.randrange(m) for _ in range(n)]
def show(t, s): print(t, type(s).__name__, list(s), sys.getsizeof(s))
for i in range(1):
    a, b = dict.fromkeys(mk(), 0), dict.fromkeys(mk(), 0)
    for l, x in (('k', a.keys()), ('i', a.items())):
        for rr, y in (('k', b.keys()), ('i', b.items()), ('s', set(b)), ('l', list(b)), ('f', frozenset(b)), ('d', b), ('self', x), ('its', set(b.items()))):
            for o, f in (('&', lambda: x & y), ('|', lambda: x | y), ('-', lambda: x - y), ('^', lambda: x ^ y), ('r&', lambda: y & x), ('r|', lambda: y | x), ('r-', lambda: y - x), ('r^', lambda: y ^ x), ('dis', lambda: [x.isdisjoint(y)]), ('<=', lambda: [x <= y, y <= x, x == y])):
                try: v = f()
                except TypeError as e: print(l+o+rr, e); continue
                show(l+o+rr, v)
    show('fk', dict.fromkeys(set(a))); show('fk2', dict.fromkeys(a)); show('fk3', dict.fromkeys(list(a)))
