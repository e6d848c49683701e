"""Reading, assigning and deleting slices."""
x = list(range(10))
for s in (slice(2, 5), slice(None, 3), slice(7, None), slice(None, None, 2), slice(None, None, -1), slice(8, 2, -2), slice(-3, None), slice(5, 2), slice(100, 200), slice(-100, 3), slice(3, -100, -1), slice(None, None, 100), slice(-1, None, -3)):
    print(s, x[s], s.indices(10))
x[2:4] = "abc"
print(x)
x[1:1] = [-1, -2]
print(x)
x[5:] = []
print(x)
x[::2] = "xyz"
print(x)
x[:] = range(6)
x[4:2] = ["inserted"]
print(x)
x[::-1] = x[:]
print(x)
x[1:3] = x
print(x)
del x[::3]
print(x)
del x[-2:], x[:1]
print(x)
del x[10:20], x[5:2]
print(x)
x[len(x):] = [7, 8]
x[0:0] = (n * n for n in range(3))
print(x)
del x[::-2]
print(x)
del x[:]
print(x)
for wrong in ("x[::2] = [1, 2, 3]", "x[:] = 5", "x[0] = 1", "x['a':] = 1", "del x[5]", "x[::0]", "x[::2] = 5", "x['a']", "x[1.0]", "x[None]"):
    x = [0, 1]
    try:
        exec(wrong)
        print(wrong, x)
    except (ValueError, TypeError, IndexError) as e:
        print(wrong, type(e).__name__, e)


class I:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


x = list("abcdef")
print(x[I(1)], x[I(1):I(-1)], x[True], x[-1], x[-6])
print(slice(1, 2) == slice(1, 2), slice(1, 2) < slice(1, 3), slice(5).start, slice(1, 2, 3).step, repr(slice(None)), slice("a", []).stop)
print((1, 2, 3, 4)[1:3], "abcdef"[::-2], range(10)[2:8:3], b"abc"[1:], [][1:], ()[::-1], "🐍é"[1:])
