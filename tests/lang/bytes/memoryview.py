"""memoryview: items, slices, formats, writing, comparing, releasing; a bytearray that is shown keeps its length."""
m = memoryview(b'abcdef')
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
ba = bytearray(b'hello world')
w = memoryview(ba)
class B(bytearray): pass
for f in (lambda: m[0], lambda: m[-1], lambda: m[9], lambda: m['a'], lambda: m[1:4].tobytes(), lambda: m[::2].tobytes(), lambda: m[::-1].tolist(), lambda: len(m), lambda: bytes(m), lambda: m == b'abcdef', lambda: m == 3, lambda: m < m, lambda: hash(m) == hash(b'abcdef'), lambda: hash(w), lambda: m.obj, lambda: (m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.suboffsets, m.readonly, m.c_contiguous, m.f_contiguous, m.contiguous), lambda: m.hex(), lambda: m.hex(':', 2), lambda: m[::2].hex(), lambda: list(m), lambda: type(iter(m)), lambda: 97 in m, lambda: b'a' in m, lambda: memoryview(3), lambda: memoryview('x'), lambda: memoryview(), lambda: m.__setitem__(0, 1), lambda: m.toreadonly().readonly, lambda: w.toreadonly().readonly, lambda: w.readonly, lambda: m.cast('H').tolist(), lambda: m.cast('I'), lambda: m.cast('x'), lambda: m.cast('b')[0], lambda: m.cast('c')[0], lambda: m[::2].cast('B'), lambda: memoryview(b'\0'*8).cast('d').tolist(), lambda: memoryview(b'\1'*8).cast('q').shape, lambda: b'x'.join([m, w]), lambda: ba.append(3), lambda: ba.extend(b'abc'), lambda: ba.clear(), lambda: ba.pop(), lambda: memoryview(m).obj, lambda: m[2:][1:].obj, lambda: int.from_bytes(m[:2], 'big'), lambda: str(m[:3], 'ascii'), lambda: bytearray(m), lambda: m[0:0].tolist(), lambda: m.tolist() , lambda: w[1:2] == b'e', lambda: m[::2] == b'ace', lambda: b'abcdef' == m, lambda: m != b'', lambda: memoryview(b'').contiguous, lambda: m.nope, lambda: b'abc'.find(m[:1]), lambda: b'x' + m, lambda: repr(m)[:11], lambda : hash(m[::2])==hash(b'ace'), lambda: m[(0,)] , lambda:w.cast('b').cast('H'), lambda: w.cast('B')[0:2].cast('H').cast('H') ,lambda: memoryview(b'1')[0:1, 2]):
    t(f)
w[0] = 72; print(ba)
w[1:3] = b'EL'; print(ba)
def s(i, v):
    w[i] = v
for i, v in ((0, 300), (0, -1), (0, 'x'), (0, b'x'), (99, 1), (slice(0,2), b'abc'), (slice(0,2), 'ab'), (slice(0, 2), 3), ('a', 1), (slice(0,4,2), b'zz')):
    t(lambda: s(i, v))
print(ba)
def d(): del w[0]
t(d)
c = memoryview(bytearray(8)).cast('d'); c[0] = 1.5; print(c.tolist(), c.tobytes(), c.itemsize, c.nbytes, len(c))
t(lambda: c.__setitem__(0, 'x'))
h = memoryview(bytearray(4)).cast('h'); h[0] = -2; h[1] = 3; print(h.tolist(), h[::-1].tolist(), h == h[::1]); t(lambda: h.__setitem__(0, 99999))
w.release(); t(lambda: w[0]); t(lambda: len(w)); t(lambda: w.obj); ba.append(1); print(ba, repr(w)[:20])
with memoryview(ba) as v: print(v[0]); t(lambda: ba.append(3))
t(lambda: v[0]); ba.append(3); v.release()
v = memoryview(ba); u = v[1:]; v.release(); t(lambda: ba.append(1)); u.release(); ba.append(1)
import sys
x = memoryview(bytearray(b'abc')); y = memoryview(b'abc'); print(x == y, x == y.cast('b'), x == y.cast('c'))
