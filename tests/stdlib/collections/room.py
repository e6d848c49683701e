# How much room bytearrays and deques have while things come and go: what is done, lengths, sizes.
import random
import sys

r = random.Random(11)
z = sys.getsizeof
from collections import deque

for i in range(25):
    b = bytearray(); out = []; q = deque(maxlen=r.choice([None, 5])); s = ''
    for j in range(r.randrange(60)):
        k = r.randrange(14); n = r.randrange(1, 90)
        try:
            if k == 0: b.append(1); q.append(1)
            elif k == 1: b.extend(range(n)); q.extend(range(n))
            elif k == 2: b += b'a' * n; q += 'a' * n
            elif k == 3: b.pop(); q.pop()
            elif k == 4: del b[:n]; q.rotate(n)
            elif k == 5: b[2:4] = b'x' * n; q.extendleft(range(n))
            elif k == 6: b = b + b'x' * n; q = q + q
            elif k == 7: b = bytearray(b); q = q.copy()
            elif k == 8: b *= r.randrange(3); q *= r.randrange(3)
            elif k == 9: b.insert(0, 1); q.appendleft(1)
            elif k == 10: b = b[:n]; q.popleft()
            elif k == 11: del b[::2]; del q[0]
            elif k == 12: b.clear() if n < 20 else None; q.clear() if n < 20 else None
            elif k == 13: b = bytearray(n); q.insert(1, 1)
        except IndexError: pass
        s = str(out)[:n] + 'é' * (k == 3) + '\u20ac' * (k == 4)
        out.append((k, len(b), z(b), b.__alloc__(), len(q), z(q), z(s)))
    print('bd', out)
