# How much room a list has while items come and go: what is done, the number of items, the size.
import random
import sys

r = random.Random(11)
z = sys.getsizeof
for i in range(25):
    l = []; out = []
    for j in range(r.randrange(60)):
        k = r.randrange(26); n = r.randrange(1, 12)
        try:
            if k == 0: l.append(j)
            elif k == 1: l.extend(range(n))
            elif k == 2: l.extend([1] * n)
            elif k == 3: l += (1,) * n
            elif k == 4: l.insert(r.randrange(5), j)
            elif k == 5: l.pop()
            elif k == 6: l.pop(0)
            elif k == 7: del l[:n]
            elif k == 8: l[2:4] = range(n)
            elif k == 9: l[::2] = [0] * len(l[::2])
            elif k == 10: del l[::2]
            elif k == 11: l *= r.randrange(3)
            elif k == 12: l = l + [1] * n
            elif k == 13: l = l[:n]
            elif k == 14: l = sorted(l)
            elif k == 15: l.sort()
            elif k == 16: l = list(l)
            elif k == 17: l = [x for x in l]
            elif k == 18: l = list(x for x in l)
            elif k == 19: l = [*l, *range(n)]
            elif k == 20: l.clear()
            elif k == 21: l.extend(x for x in range(n))
            elif k == 22: l[len(l):] = [1] * n
            elif k == 23: l.extend({x: 1 for x in range(n)})
            elif k == 24: l.remove(0)
            elif k == 25: l = l.copy() if n < 6 else list(map(int, l))
        except (IndexError, ValueError): pass
        out.append((k, len(l), z(l)))
    print('list', out)
