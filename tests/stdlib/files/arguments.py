# The other arguments of open(): what is opened, how it is buffered, what is refused.
import os
import warnings

from _place import attempt, path, put, raw

put(b'abc')
for mode in '', 'q', 'rr', 'rw', 'r+w', 'bt', 'rbt', 'U', 'b', '+', 'r++', 5:
    attempt(open, path, mode)
attempt(open, path, 'w', 0)
attempt(open, path + '/no')
attempt(open, path + '.no')
attempt(open, '/')
attempt(open, 'a\0b')
attempt(open, -1)
attempt(open, 1.5)
attempt(open, None)
attempt(open, path, 'w', 'x')
put(b'abc')
attempt(open, path, 'x')
attempt(open, path, closefd=False)


class Path:
    def __init__(self, result):
        self.result = result

    def __fspath__(self):
        return self.result


for name in Path(path), path.encode(), Path(path.encode()):
    with open(name) as f:
        print(f.read(), f.name is name)
attempt(open, Path(5))


def opener(name, flags):
    print('opener', name == path, flags & os.O_ACCMODE == os.O_RDONLY)
    return os.open(name, flags)


with open(path, opener=opener) as f:
    print(f.read())
attempt(open, path, opener=lambda name, flags: -1)

number = os.open(path, os.O_RDONLY)
with open(number, closefd=False) as f:
    print(f.read(), f.fileno() == number, f.name == number)
print(os.read(number, 1), os.lseek(number, 0, 0), os.read(number, 1))
os.close(number)
attempt(open, number)

# Buffering: when what was written is in the file.
for mode, buffering, texts in ('wb', 0, [b'ab']), ('wb', 4, [b'ab', b'cd', b'ef', b'ghijk']), ('w', 1, ['ab', 'c\nd']), ('w', -1, ['ab\n']):
    with open(path, mode, buffering) as f:
        for text in texts:
            f.write(text)
            print(raw(), end=' ')
    print(raw())
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    with open(path, 'wb', 1) as f:
        print(f.write(b'x'), [str(w.message) for w in seen])
with open(path, 'rb') as f, open(path, 'wb') as g, open(path, 'r+b') as h:
    print(*(repr(x).replace(path, 'PATH') for x in (f, g, h)))
with open(path) as f:
    print(f.mode, f.closed, f.name == path)
print(f.closed)
