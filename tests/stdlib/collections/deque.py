"""deque: both ends, bounds, rotation, errors."""
from collections import deque

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
d.extend([5, 6])
d.extendleft("ab")
print(d, len(d), d[0], d[-1], d[3], 4 in d, d.count(1), d.index(3), d.index(3, 2), list(reversed(d)), bool(deque()), d.maxlen)
print(d.pop(), d.popleft(), d)
d.rotate(2)
print(d)
d.rotate(-3)
print(d)
d.remove(4)
d.insert(1, "in")
d.reverse()
d[0] = "first"
del d[1]
print(d, d.copy() == d, d.copy() is d)
b = deque(range(10), maxlen=3)
b.append(10)
print(b, b.maxlen)
b.appendleft(0)
b.extend("xyz")
print(b, deque([1], maxlen=0), b + deque([9]), deque([1]) * 3, b == deque("xyz"), deque([1, 2]) < deque([1, 3]))
b += "w"
b *= 2
print(b)
d.clear()
print(d, deque("abc") == deque(["a", "b", "c"]), deque([1]) == [1], [*deque("ab")], deque(deque("q")))
big = deque()
for i in range(1000):
    big.append(i)
    if i % 3 == 0:
        big.popleft()
print(len(big), big[0], big[500], big[-1], sum(big))
for wrong in ("deque().pop()", "deque().popleft()", "deque([1])[5]", "deque([1]).remove(2)", "deque([1]).index(2)", "deque(5)", "deque([], -1)", "deque([1], maxlen=1).insert(0, 2)", "deque([1]) + [2]", "deque([1])[0:1]", "hash(deque())", "deque([], 'a')", "deque().rotate('a')"):
    try:
        eval(wrong)
    except (IndexError, ValueError, TypeError) as e:
        print(wrong, type(e).__name__, e)
d = deque([1, 2])
try:
    for x in d:
        d.append(x)
except RuntimeError as e:
    print(e)
r = deque([1])
r.append(r)
print(r)
r.clear()
