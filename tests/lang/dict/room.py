# How much room a dict has while keys come and go: what is done, the number of keys, the size.
import random
import sys

r = random.Random(11)
z = sys.getsizeof
for i in range(25):
    d = {}; out = []; ks = r.random() < .5
    for j in range(r.randrange(60)):
        k = r.randrange(20); n = r.randrange(1, 14); key = r.randrange(40); key = str(key) if ks else key
        try:
            if k <= 4: d[key] = 1
            elif k == 5: d.setdefault(key, 2)
            elif k == 6: d.pop(key)
            elif k == 7: d.popitem()
            elif k == 8: d.update({(str(x) if ks else x): 1 for x in range(n)})
            elif k == 9: d = dict(d)
            elif k == 10: d = d.copy()
            elif k == 11: d = {**d}
            elif k == 12: d = d | {key: 1}
            elif k == 13: d |= [(key, 1)]
            elif k == 14: d.clear() if n < 3 else None
            elif k == 15: del d[key]
            elif k == 16: d = {a: b for a, b in d.items()}
            elif k == 17: d = dict(zip(d, d))
            elif k == 18: d = dict(**{str(x): 1 for x in range(n)}) if ks else d
            elif k == 19: d = dict.fromkeys(d) if n < 8 else dict(d.items())
        except KeyError: pass
        out.append((k, len(d), z(d)))
    print('dict', out, list(d))
