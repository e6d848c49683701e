"""deque: some hundred operations chosen at random, the same for every run."""
from _collections import deque

seed = 7


def choose(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return (seed >> 8) % n


def step(d, i):
    what = choose(16)
    if what == 0:
        d.append(i)
    elif what == 1:
        d.appendleft(i)
    elif what == 2:
        d.extend(range(choose(150)))
    elif what == 3:
        d.extendleft(range(choose(150)))
    elif what in (4, 5):
        d.rotate(choose(800) - 400)
    elif what == 6 and d:
        d.pop()
    elif what == 7 and d:
        d.popleft()
    elif what == 8:
        for _ in range(len(d) * choose(5) // 4):
            d.pop()
    elif what == 9:
        d.reverse()
    elif what == 10 and d:
        del d[choose(len(d))]
    elif what == 11 and (d.maxlen is None or len(d) < d.maxlen):
        d.insert(choose(200) - 100, i)
    elif what == 12:
        d *= choose(4)
    elif what == 13:
        d += d
    elif what == 14 and d:
        d[choose(len(d))] = -i
    elif what == 15:
        d = d.copy() + d
    if len(d) > 400:
        d = deque(list(d)[:100], d.maxlen)
    return d


deques = [deque(), deque(maxlen=70), deque(maxlen=1)]
for i in range(250):
    for n in range(len(deques)):
        d = deques[n] = step(deques[n], i)
        print(len(d), list(d)[:4], list(d)[-3:], d[len(d) // 2] if d else None, sum(x * (k % 7) for k, x in enumerate(d)))
        assert list(reversed(d)) == list(d)[::-1] and all(d[k] == x for k, x in enumerate(d))
