# open(newline=…): what ends a line, and what of it is read and written.
from _place import attempt, path, put, raw

TEXTS = b'a\nb\r\nc\rd', b'\r\r\n\n\r', b'x' * 8190 + b'\r\ny\r' + b'z' * 8190 + b'\r\n', 'ü\r\n日\r本'.encode(), b''
for data in TEXTS:
    put(data)
    for newline in None, '', '\n', '\r', '\r\n':
        with open(path, newline=newline) as f:
            lines = list(f)
        with open(path, newline=newline) as f:
            text = f.read()
        with open(path, newline=newline) as f:
            parts = []
            while part := f.read(3):
                parts.append(part)
        print(repr(newline), ascii(lines)[:200], len(lines), ''.join(lines) == text == ''.join(parts), len(text), {len(part) for part in parts[:-1]})
        with open(path, newline=newline) as f:
            print(ascii([f.readline(2), f.readline(0), f.readline(1), f.readline(-1)])[:100], ascii(f.readlines(3))[:100])
for newline in None, '', '\n', '\r', '\r\n':
    with open(path, 'w', newline=newline) as f:
        print(f.write('a\nb\r\nü\n'), f.writelines(['x\n', 'y']))
    print(repr(newline), raw())
for newline in 'x', '\n\r', 5, b'\n':
    attempt(open, path, newline=newline)
