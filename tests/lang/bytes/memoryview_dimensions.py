# Memoryviews of several dimensions, and of none: shape, indices, slices, assignments, casts, comparing.
import array
import sys

def t(f):
    try:
        r = f()
        print(repr(r) if not isinstance(r, memoryview) else ('mv', r.shape, r.strides, r.format, r.tolist() if r.format != 'w' else 0))
    except Exception as e:
        print(type(e).__name__, e)
b = bytearray(range(24))
m = memoryview(b)
z = m[:4].cast('i', [])
views = {'2d': m.cast('B', [4, 6]),
         '3d': m.cast('h', (2, 3, 2)), '0d': z, 'ro': memoryview(bytes(b)).cast('B', [2, 12]),
         'sl': m.cast('B', [4, 6])[::2], 'neg': m.cast('B', [4, 6])[::-1], 'empty': m.cast('B', [4, 6])[2:2],
         'one2': m.cast('B', [1, 24]), 'col': m.cast('B', [24, 1])[::2], 'w': memoryview(array.array('u', 'ab'))}
for n, v in views.items():
    print('==', n)
    for a in 'shape strides suboffsets ndim nbytes itemsize format readonly c_contiguous f_contiguous contiguous'.split():
        print(a, end=' ')
        t(lambda: getattr(v, a))
    print(v.obj is not None, sys.getsizeof(v))
    t(lambda: len(v))
    t(lambda: v.tolist())
    t(lambda: v.tobytes())
    t(lambda: bytes(v))
    t(lambda: bytearray(v))
    for o in ('C', 'F', 'A', None, 'x', '', 5):
        t(lambda: v.tobytes(o))
    t(lambda: v.hex())
    t(lambda: v.hex('-', 2))
    t(lambda: list(v))
    t(lambda: hash(v) and 0)
    t(lambda: hash(v) == hash(v.tobytes()))
    t(lambda: 3 in v)
    t(lambda: list(reversed(v)))
    for k in (..., (), 0, 'a', slice(1, 3), slice(None, None, -1), (0,), (0, 0), (-1, -1), (1, 1, 1),
              (0, 9), (9, 0), (slice(1), slice(2)), (0, slice(1)), 2 ** 70):
        print(k, end=': ')
        t(lambda: v[k])

        def setit(val):
            old = bytes(b)
            try:
                v[k] = val
                return [i for i in range(24) if old[i] != b[i]]
            finally:
                b[:] = old
        for val in (7, b'xy', 'q'):
            t(lambda: setit(val))

        def dl():
            del v[k]
        t(dl)
    for f in ('B', 'h', '@I', 'd', 'BB'):
        print('cast', f, end=' ')
        t(lambda: v.cast(f))
        for s in ([24], (4, 6), [2, 3, 4], [], [1] * 64, [6]):
            print('cast', f, s if len(repr(s)) < 60 else 'long', end=' ')
            t(lambda: v.cast(f, s))
    t(lambda: v.toreadonly())
    t(lambda: memoryview(v))
for n1, v1 in views.items():
    print(n1, [(v1 == v2, v1 != v2) for v2 in views.values()], v1 == v1, v1 == bytes(b), bytes(b) == v1, v1 == 'a', v1 == bytearray(b))
    for o in '<':
        t(lambda: v1 < v1)
t(lambda: memoryview(array.array('f', [1, 2])) == array.array('d', [1, 2]))
t(lambda: memoryview(array.array('f', [float('nan')])) == memoryview(array.array('f', [float('nan')])))
v = views['2d']
n = v[1:]
v.release()
for f in (
        lambda: v.shape, lambda: v[0, 0], lambda: v.tolist(), lambda: v.cast('B'), lambda: v == v, lambda: v == n,
        lambda: hash(v), lambda: len(v), lambda: n.tolist(), lambda: b.append(1)):
    t(f)

class I:

    def __index__(self):
        n.release()
        return 0
t(lambda: n[I(), 0])
n2 = m.cast('B', [4, 6])

class J:

    def __index__(self):
        n2.release()
        return 0

def f():
    n2[0, 0] = J()
t(f)
t(lambda: memoryview(b'abc').cast('B', shape=[3]))
t(lambda: memoryview(b'abc').cast(b'B'))
t(lambda: memoryview(b'abc').cast())
t(lambda: memoryview(object=b'a'))
t(lambda: memoryview(1))
t(lambda: memoryview())
keeps = memoryview(b'abcdef').cast('B', [2, 3])
print(hash(keeps) == hash(b'abcdef'))
keeps.release()
print(hash(keeps) == hash(b'abcdef'))
whole = memoryview(bytearray(range(12))).cast('B', [3, 4])

class Releasing:

    def __index__(self):
        whole.release()
        return 1
part = whole[Releasing():]
print(part.tolist(), part.shape)
t(lambda: whole.shape)
