# seek, tell, truncate, and both directions at once.
import os

from _place import attempt, path, put, raw

for encoding in 'utf-8', 'latin-1', 'utf-16', 'utf-32':
    with open(path, 'w', encoding=encoding) as f:
        f.write('aé\nlonger line\n' + 'end')
    with open(path, encoding=encoding) as f:
        places = [f.tell()]
        while line := f.readline():
            places.append(f.tell())
        print(places)
        for place in reversed(places):
            print(f.seek(place), ascii(f.readline()), f.tell())
        f.seek(0)
        print([(ascii(f.read(1)), f.tell()) for i in range(5)])
        print(f.seek(0, 2), repr(f.read()), f.seek(0, 1), f.seek(0), ascii(f.read(2)))
put(b'ab\r\ncd\r\n')
with open(path) as f:
    print([(f.read(1), f.tell()) for i in range(7)])
    attempt(f.seek, 2, 1)
    attempt(f.seek, -2, 2)
    attempt(f.seek, -2)
    attempt(f.seek, 0, 7)
    attempt(f.truncate)
    f.seek(0)
    print(next(f))
    attempt(f.tell)
    print(list(f), f.tell())
with open(path, 'rb') as f:
    print(f.read(3), f.tell(), f.seek(-1, 1), f.read(2), f.seek(-3, 2), f.read(), f.seek(1), f.readline(), f.tell(), next(f), f.tell())
    attempt(f.seek, -9)
    room = bytearray(5)
    f.seek(0)
    print(f.readinto(room), room, f.readinto(room), room)
put(b'abcdef')
with open(path, 'r+') as f:
    print(f.write('XY'), f.tell(), f.seek(0), f.read(), f.write('Z'), f.seek(1), f.read(2), f.tell(), f.truncate(), f.seek(0), f.read())
with open(path, 'w+') as f:
    print(f.write('abc\n'), f.seek(1), f.read(), f.tell(), f.truncate(2), f.tell(), f.seek(0), f.read())
with open(path, 'a+') as f:
    print(f.tell(), f.write('d'), f.tell(), f.seek(1), f.read(), f.tell())
with open(path, 'r+b') as f:
    print(f.read(1), f.write(b'Z'), f.tell(), f.read(), f.seek(0), f.read())
with open(path, 'x' if not os.path.exists(path) else 'wb') as f:
    print(f.write(b'\0\1'), f.seekable(), f.readable(), f.writable())
    attempt(f.read)
with open(path) as f:
    attempt(f.write, 'x')
    print(f.seekable(), f.readable(), f.writable(), f.isatty(), f.line_buffering)
for name in 'read', 'readline', 'flush', 'tell', 'isatty', 'fileno', '__enter__', 'seekable':
    attempt(getattr(f, name))
attempt(f.seek, 0)
reader, writer = os.pipe()
with open(reader) as f, open(writer, 'w', 1) as g:
    print(g.write('line\nrest'), f.readline(), f.seekable(), f.name == reader, g.line_buffering)
    attempt(f.tell)
    attempt(g.seek, 0)
