# What __index__ raises is raised, even if it is the exception that a number too large would be told by.
import collections
import functools
import gc
import io
import itertools
import zlib


class Fails:
    def __init__(self, kind):
        self.kind = kind

    def __index__(self):
        raise self.kind('own')


class Large:
    def __index__(self):
        return 2**70


FUNCTIONS = {
    'list': lambda n: [1] * n, 'list in place': lambda n: [1].__imul__(n), 'tuple': lambda n: (1,) * n, 'str': lambda n: 'a' * n, 'bytes': bytes,
    'bytearray': bytearray, 'deque': lambda n: collections.deque().insert(n, 1), 'rotate': collections.deque().rotate, 'repeat': lambda n: itertools.repeat(1, n),
    'tee': lambda n: itertools.tee([], n), 'product': lambda n: itertools.product([], repeat=n), 'read': io.BytesIO(b'a').read, 'readline': io.StringIO('a').readline,
    'truncate': io.BytesIO().truncate, 'seek': io.BytesIO().seek, 'lru_cache': lambda n: functools.lru_cache(n)(len), 'zlib': lambda n: zlib.decompress(zlib.compress(b''), bufsize=n),
    'decompressobj': lambda n: zlib.decompressobj().flush(n), 'collect': gc.collect, 'get_objects': lambda n: gc.get_objects(generation=n), 'set_debug': gc.set_debug,
    'item': lambda n: [1][n], 'chr': chr, 'UnicodeError': lambda n: UnicodeTranslateError('', n, 1, ''), 'pop': lambda n: [1].pop(n), 'round': lambda n: round(1.5, n),
}
for name, function in FUNCTIONS.items():
    for index in Fails(IndexError), Fails(OverflowError), Large(), 2**70:
        try:
            print(name, function(index))
        except Exception as error:
            print(name, type(error).__name__, error, error.__context__)
