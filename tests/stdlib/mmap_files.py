# mmap: a file as bytes, and as a file; what is refused.
import mmap
import os
import re
import tempfile


def attempt(function, *args, **keywords):
    try:
        print(function.__name__, args, keywords, repr(function(*args, **keywords)))
    except Exception as error:
        print(function.__name__, args, keywords, type(error).__name__, error)


file = tempfile.TemporaryFile()
file.write(b'0123456789' * 10 + b'\nabc\n')
file.flush()
n = file.fileno()
empty = tempfile.TemporaryFile()
for args, keywords in [((n, -1), {}), ((n, 1000), {}), ((99, 10), {}), ((n, 0), {'access': 9}), ((n, 10), {'offset': -1}), ((n, 10), {'offset': 5}),
                       (('a', 1), {}), ((n, 0), {'offset': 8192}), ((-1, 0), {}), ((empty.fileno(), 0), {}), ((n, 0), {'access': 1, 'flags': 2})]:
    try:
        mmap.mmap(*args, **keywords)
    except Exception as error:
        print(type(error).__name__, error)

m = mmap.mmap(n, 0)
print(len(m), m, m[:5], m[0], m[-1], m[::10], m[5:2])
for function, *args in [(m.read, 5), (m.read_byte,), (m.tell,), (m.readline,), (m.readline,), (m.read,), (m.read_byte,), (m.seek, 0), (m.seek, -1), (m.seek, 5, 9),
                        (m.seek, -2, 2), (m.read, -1), (m.seek, 0), (m.read, 'a'), (m.find, b'5'), (m.find, b'5', 6), (m.find, b'5', -3, -1), (m.rfind, b'5'),
                        (m.rfind, b'5', 0, 50), (m.find, b''), (m.find, b'', 1000), (m.find, 'a'), (m.size,), (m.write, b'xy'), (m.write_byte, 65),
                        (m.write_byte, 300), (m.write_byte, 'a'), (m.flush,), (m.flush, 1, 2), (m.flush, 0, 4096), (m.move, 0, 5, 3), (m.move, 0, 500, 3),
                        (m.move, -1, 5, 3), (m.madvise, mmap.MADV_NORMAL), (m.madvise, mmap.MADV_NORMAL, -1)]:
    attempt(function, *args)
try:
    m.write(b'x' * 1000)
except ValueError as error:
    print(error)


def assign(key, value):
    try:
        m[key] = value
        print(key, value, m[:8])
    except Exception as error:
        print(key, value, type(error).__name__, error)


for key, value in [(0, 65), (0, 300), (0, 'a'), (500, 1), (slice(0, 2), b'zz'), (slice(0, 2), b'z'), (slice(0, 4, 2), b'ab'), (slice(0, 2), 'aa'), ('a', 1)]:
    assign(key, value)
for get in [lambda: m[500], lambda: m['a'], lambda: 65 in m, lambda: list(m)[:3], lambda: bytes(m)[:3], lambda: m == m, lambda: re.search(b'[3-5]+', m).span()]:
    attempt(get)
view = memoryview(m)
view[1] = 33
print(m[:3], view.readonly)
attempt(m.close)
attempt(m.resize, 10)
view.release()
attempt(m.resize, 50)
print(len(m), os.fstat(n).st_size)
attempt(m.resize, -1)

r = mmap.mmap(n, 0, access=mmap.ACCESS_READ)
for function, *args in [(r.write, b'a'), (r.write_byte, 1), (r.move, 0, 1, 1), (r.resize, 10)]:
    attempt(function, *args)
keep, m = m, r
assign(0, 1)
assign(slice(0, 1), b'a')
print(memoryview(r).readonly)
c = mmap.mmap(n, 0, access=mmap.ACCESS_COPY)
c[0] = 66
print(c[:1], keep[:1], c.closed)
attempt(c.resize, 5)
with c:
    print(c.closed)
print(c.closed, c)
for function in [c.read, c.size, c.close, c.__enter__, lambda: len(c), lambda: c[0], c.tell]:
    attempt(function)
a = mmap.mmap(-1, 10, prot=mmap.PROT_READ)
print(a)
attempt(a.write, b'a')


class Map(mmap.mmap):
    pass


print(Map(-1, 5)[:], mmap.error)

