# Flags and sizes as arguments: what CPython takes as a C int, as a ssize_t, as an index.
import binascii
import io
import sys


class Index:
    def __index__(self):
        print('__index__')
        return 0


class Truth:
    def __bool__(self):
        print('__bool__')
        return False


def attempt(name, function, *args, **keywords):
    try:
        print(name, repr(function(*args, **keywords)))
    except Exception as error:
        print(name, type(error).__name__, error)


for flag in ['a', None, 1.0, 2**70, Index(), Truth(), [], True]:
    print('---', type(flag).__name__)
    attempt('sort', [3, 1].sort, reverse=flag)
    attempt('sorted', sorted, [1], reverse=flag)
    attempt('str.splitlines', 'a\nb'.splitlines, flag)
    attempt('bytes.splitlines', b'a\nb'.splitlines, flag)
    attempt('bytearray.splitlines', bytearray(b'a\n').splitlines, keepends=flag)
    attempt('print', print, end='', flush=flag)
    attempt('b2a_base64', binascii.b2a_base64, b'a', newline=flag)
    attempt('a2b_base64', binascii.a2b_base64, b'aa==', strict_mode=flag)
    attempt('to_bytes', int.to_bytes, 1, 1, 'big', signed=flag)
    attempt('from_bytes', int.from_bytes, b'a', 'big', signed=flag)
    attempt('zip', lambda: next(zip([1], [2], strict=flag)))
for number in ['a', None, 1.0, 2**70, -2**70, 2**31, 2**31 - 1, -1, 65, -2**31 - 1, Index(), True]:
    attempt('chr', chr, number)
    if number not in (65, 2**31 - 1):
        attempt('setrecursionlimit', sys.setrecursionlimit, number)
for make in [lambda: io.StringIO('abc'), lambda: io.BytesIO(b'abc'), lambda: open('/dev/null', 'rb')]:
    for name in ['read', 'readline', 'readlines', 'read1', 'truncate', 'peek']:
        for size in [2**70, 'a', -2**70, 1.5, None]:
            with make() as file:
                if hasattr(file, name):
                    attempt(name, getattr(file, name), size)
