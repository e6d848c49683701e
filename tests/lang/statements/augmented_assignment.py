"""x op= y: in place where the type can, a new object where it cannot, and the target evaluated once."""
a = b = [1]
a += [2]
a *= 2
print(a, b is a)
t = u = (1,)
t += (2,)
print(t, u)
s = "a"
s += "b"
s *= 3
print(s)
n = 7
n -= 1; print(n, end=" ")
n *= 5; print(n, end=" ")
n //= 4; print(n, end=" ")
n **= 3; print(n, end=" ")
n %= 100; print(n, end=" ")
n <<= 2; print(n, end=" ")
n >>= 1; print(n, end=" ")
n |= 1; print(n, end=" ")
n &= 0xF; print(n, end=" ")
n ^= 5; print(n, end=" ")
n /= 2; print(n)
x = {1, 2}
y = x
x |= {3}
x &= {2, 3}
x -= {3}
x ^= {5}
print(sorted(x), y is x)
f = g = frozenset([1])
f |= {2}
print(sorted(f), g)
d = e = {"a": 1}
d |= {"b": 2}
print(e)
calls = []


def index(i):
    calls.append(i)
    return i


v = [1, 2, 3]
v[index(1)] += 10
v[index(0):index(2)] += ["x"]
print(v, calls)


class Box:
    n = 5


box = Box()
box.n += 1
print(box.n, Box.n, box.__dict__)
nested = ([1], 2)
try:
    nested[0] += [5]
except TypeError as error:
    print(error, nested)


def local():
    total = 0
    for i in range(5):
        total += i
    return total


print(local())
l = [3]
l += "ab"
l += (i for i in range(2))
print(l)
try:
    l += 5
except TypeError as error:
    print(error)
try:
    l = l + "ab"
except TypeError as error:
    print(error)
