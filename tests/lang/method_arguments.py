# What methods of built-in types say of arguments that do not fit: each with each.
import array
import io
import itertools
import re
import struct

THINGS = [[1, 2], (1, 2), 'ab', b'ab', bytearray(b'ab'), {1: 2}, {1}, frozenset([1]), range(3), 5, 1.5, 1j, memoryview(b'ab'),
          array.array('i', [1]), slice(1, 2), re.compile('a'), re.match('a', 'a'), itertools.count(),
          struct.Struct('i')]
VALUES = [2**70, -2**70, 2**63, -2**31 - 1, 'zq', None, 1.5, b'zq']
LEFT_OUT = {'__pow__', '__rpow__', '__lshift__', '__rlshift__', '__mul__', '__rmul__', '__imul__', '__round__', '__init_subclass__',
            '__subclasshook__', '__hash__', '__dir__', '__repr__', '__str__', '__reduce__', '__reduce_ex__', '__sizeof__', '__rmod__',
            'tofile', 'fromfile', 'extend', 'copy', 'release', '__exit__', '__enter__', '__getstate__', '__class_getitem__', '__init__',
            'unpack_from', 'pack_into', '__setstate__', 'move_to_end', 'pop'}


def outcome(function, *args):
    try:
        return type(function(*args)).__name__
    except Exception as error:
        return f'{type(error).__name__}: {error}'


for thing in THINGS:
    print('---', type(thing).__name__)
    for name in sorted(dir(thing)):
        method = getattr(thing, name)
        if name in LEFT_OUT or name.startswith('__') and name not in ('__getitem__', '__format__') or not callable(method) or isinstance(method, type):
            continue
        for before in ((), ('a',)):
            texts = [outcome(method, *before, value) for value in VALUES]
            print(name, before, *sorted(set(texts), key=texts.index), sep='\n    ')
for thing in ([1, 2], bytearray(b'ab'), {1: 2}, array.array('i', [1])):
    print([outcome(thing.pop, value) for value in VALUES])
for make in (io.StringIO, io.BytesIO):
    for name in ('read', 'readline', 'readlines', 'seek', 'truncate', 'write'):
        for before in ((), (1,)):
            for value in VALUES:
                print(make.__name__, name, before, outcome(getattr(make(), name), *before, value))
for view in (memoryview(b'ab'),):
    for value in VALUES:
        print(outcome(view.hex, '-', value), outcome(view.hex, value), outcome(view.cast, value), outcome(view.tobytes, value))
