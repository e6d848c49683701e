# The order and the size of sets that have seen many changes.
import random
import sys

r = random.Random(7)
def show(t, s): print(t, type(s).__name__, list(s), sys.getsizeof(s))
for i in range(40):
    s = set(); m = r.choice([4, 16, 40, 1000])
    for j in range(r.randrange(400)):
        k = r.random(); v = r.randrange(m)
        if k < .5: s.add(v)
        elif k < .8: s.discard(v)
        elif k < .9 and s: print(s.pop(), end=' ')
        elif k < .95: s ^= {v, v + 8, v + 32}
        elif k < .97: s |= set(range(v, v + 5))
        elif k < .98: s.clear()
        elif k < .985: s = s.copy()
        else: s -= set(range(v, v + 9))
    show('s', s)
