"""sys.getrefcount as names and containers come and go. The call itself holds one more reference."""
from sys import getrefcount

x = object()
print(getrefcount(x))
y = x
print(getrefcount(x))
l = [x, x, x]
print(getrefcount(x))
t = (x, x)
d = {"k": x}
s = {x}
k = {x: 1}
print(getrefcount(x))
del l[0]
print(getrefcount(x))
l.clear()
print(getrefcount(x))
del d["k"], t
s.discard(x)
print(getrefcount(x))
k[x] = x
print(getrefcount(x))
k.clear()
y = None
print(getrefcount(x))
m = [[x]] * 5
print(getrefcount(x), getrefcount(m[0]))
c = m.copy()
print(getrefcount(x), getrefcount(m[0]))
n = [x] * 10
print(getrefcount(x))
n = n + n
print(getrefcount(x))
n[5:] = []
print(getrefcount(x))
n.pop()
print(getrefcount(x))
n.sort(key=id)
n.reverse()
print(getrefcount(x))
del m, c, n
print(getrefcount(x))
a = b = c = x
a, b = b, a
print(getrefcount(x))
first, *rest = [x, x, x]
print(getrefcount(x))
print(getrefcount([]), getrefcount({}), getrefcount(object()))
