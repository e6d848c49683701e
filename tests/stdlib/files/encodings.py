# open(encoding=…, errors=…)
from _place import attempt, path, put, raw

TEXT = 'aé\n日本\r\n😀z\n'
for encoding in 'utf-8', 'UTF8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf_16_be', 'utf-32', 'utf-32-be', 'latin-1', 'ascii':
    try:
        with open(path, 'w', encoding=encoding) as f:
            print(f.encoding, f.errors, f.write(TEXT), f.write('more\n'))
    except UnicodeEncodeError as e:
        print(e)
        continue
    print(raw())
    with open(path, encoding=encoding) as f:
        print(ascii(f.readline()), ascii(f.read(2)), ascii(list(f)))
    with open(path, encoding=encoding) as f:
        print(ascii(f.read()))
    with open(path, 'a', encoding=encoding) as f:
        f.write('end')
    print(raw()[-12:])
long = 'ab日😀' * 3000 + '\n'
for encoding in 'utf-8', 'utf-16', 'utf-32-le', 'utf-8-sig':
    with open(path, 'w', encoding=encoding) as f:
        for i in range(3):
            f.write(long)
    with open(path, encoding=encoding) as f:
        print([line == long for line in f])
    with open(path, encoding=encoding) as f:
        print(f.read(7) + f.read() == long * 3)
for mark in b'\xfe\xff', b'\xff\xfe':
    put(mark + 'aé'.encode('utf-16-be' if mark[0] == 0xFE else 'utf-16-le'))
    with open(path, encoding='utf-16') as f:
        print(ascii(f.read()))

put(b'a\xffb\xc3\n\xe6\x97\n\xe6\x97')
for errors in None, 'strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'nonsense':
    for encoding in 'utf-8', 'ascii':
        with open(path, encoding=encoding, errors=errors) as f:
            attempt(f.read)
        with open(path, encoding=encoding, errors=errors) as f:
            attempt(f.readline)
            attempt(f.read, 2)
for errors in 'strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'surrogateescape', 'surrogatepass':
    with open(path, 'w', encoding='ascii', errors=errors) as f:
        attempt(f.write, 'aé\udcff\n')
    print(errors, raw())
put('한\n'.encode() + b'\xed\xa0\x80')
with open(path) as f:
    attempt(f.read)
with open(path, errors='surrogatepass') as f:
    attempt(f.read)
put(b'abc')
for kwargs in dict(encoding='nonsense'), dict(encoding='é'), dict(encoding=5), dict(errors=5), dict(encoding=b'ascii'), dict(mode='rb', encoding='ascii'), \
        dict(mode='rb', errors='ignore'), dict(mode='rb', newline=''), dict(encoding='utf-8\0'):
    attempt(open, path, **kwargs)
with open(path, encoding='locale') as f, open(path) as g, open(path, encoding='Latin-1', errors='ignore') as h:
    print(f.encoding == g.encoding, h.encoding, h.errors, g.errors)
