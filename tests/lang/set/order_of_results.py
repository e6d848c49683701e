# What set operations make, in order, and how large: the order of a set shows how it came to be.
import random
import sys

r = random.Random(5)
def mk():
    n = r.choice([0, 1, 3, 5, 9, 20, 70]); m = r.choice([3, 10, 50, 200, 10**6])
    kind = r.random()
    vals = [r.randrange(m) for _ in range(n)]
    s = set(vals) if kind < .6 else frozenset(vals)
    if kind < .3:
        for v in vals[:n//2]: s.discard(v)
    return s
def show(t, s): print(t, type(s).__name__, list(s), sys.getsizeof(s))
for i in range(6):
    a, b, c = mk(), mk(), mk()
    if i % 5 == 0: b = a
    show('or', a | b); show('and', a & b); show('sub', a - b); show('xor', a ^ b)
    show('union', a.union(b, c)); show('inter', a.intersection(b, c)); show('diff', a.difference(b, c)); show('symd', a.symmetric_difference(b))
    show('unionl', a.union(list(b))); show('interl', a.intersection(list(b))); show('diffl', a.difference(list(b))); show('symdl', a.symmetric_difference(list(b)))
    show('diffd', a.difference(dict.fromkeys(b))); show('symdd', a.symmetric_difference(dict.fromkeys(b))); show('uniond', a.union(dict.fromkeys(b))); show('interd', a.intersection(dict.fromkeys(b)))
    show('copy', a.copy()); show('set', set(a)); show('fs', frozenset(b)); show('un0', a.union()); show('in0', a.intersection()); show('d0', a.difference())
    print(a <= b, a < b, a >= b, a == b, a.isdisjoint(b), a.isdisjoint(list(c)), a.issubset(list(b)), a.issuperset(list(b)))
    if type(a) is set:
        for op in ('__ior__','__iand__','__isub__','__ixor__'):
            x = a.copy()
            if isinstance(x, set):
                y = getattr(x, op)(b); show(op, x)
                x = a.copy(); getattr(x, op)(x); show(op+'self', x)
        for m in ('update','intersection_update','difference_update','symmetric_difference_update'):
            x = a.copy(); getattr(x, m)(list(b)); show(m, x)
            x = a.copy(); getattr(x, m)(b); show(m, x)
            x = a.copy(); getattr(x, m)(dict.fromkeys(b)); show(m, x)
        x = a.copy()
        while x: print(x.pop(), end=' ')
        print()
