# Corners of the built-in types that CPython's own tests look into.
import operator
from functools import cmp_to_key


def attempt(function, *args, **keywords):
    try:
        print(repr(function(*args, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


# slices and ranges of any length
big = 2**100
print(slice(None, None, -1).indices(big), slice(-5, big * 2, 3).indices(big), slice(big, -big, -2).indices(big))
r = range(-big, big)
print(r[5:9], r[-3:], r[::-1][0] == big - 1, r[big:big + 1][0], len(r[-4::2]))
attempt(slice(0, 1, 0).indices, big)
attempt(slice(0, 1).indices, -1)
attempt(slice('a').indices, 3)

# lists that are changed while they are sorted
for body in (lambda: (L.append(3), L.pop()), lambda: (L.append(3), L.clear()), lambda: L.clear(), lambda: L.append(1)):
    L = [2, 1]
    attempt(L.sort, key=cmp_to_key(lambda x, y: (body(), 0)[1]))
    print(L)


# iterators
class Shrinking:
    length = 5

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        return index


shrinking = Shrinking()
it = reversed(shrinking)
print(operator.length_hint(it))
shrinking.length = 2
print(operator.length_hint(it))
it = iter(shrinking)
it.__setstate__(2**63 - 1)
attempt(next, it)

# sets, dicts
d = {'a': 1}
print(d.keys().mapping, d.items().mapping['a'], type(d.values().mapping).__name__)


class Number:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if len(growing) < 4:
            growing[len(growing)] = None
        return self.n == other.n


growing = {Number(1): 1}
s = {Number(1), Number(2)}
s.symmetric_difference_update(growing)
print(len(s) > 1, len(growing))


# reduce with slots and __getstate__
class SlottedSet(set):
    __slots__ = ('x', '__dict__')


class SlottedBytes(bytearray):
    __slots__ = ('x', '__dict__')


for made in (SlottedSet([1]), SlottedBytes(b'a\xff')):
    made.x = 1
    made.y = 2
    print([made.__reduce_ex__(protocol)[1:] for protocol in (0, 2, 4)])
print(bytearray().__reduce_ex__(2), bytearray(b'\xe9').__reduce__())


# numbers from texts and bytes
class Text(str):
    def __float__(self):
        return float(str(self)) + 1


class ToBytes:
    def __bytes__(self):
        return b'\1'


print(float(Text('8')), int(memoryview(b'12')), int.from_bytes(ToBytes(), 'big'))
attempt(int, memoryview(b'12'), 8)


# str and bytes
class SubText(str):
    def __str__(self):
        return self


class SubBytes(bytes):
    pass


class Giving:
    def __str__(self):
        return SubText('text')

    def __bytes__(self):
        return SubBytes(b'bytes')


print(type(str(SubText('a'))).__name__, type(str(Giving())).__name__, type(bytes(Giving())).__name__, type(SubText(Giving())).__name__)
text = 'no tabs'
print(text.expandtabs() is text, text.replace('t', 't') is text, text.__getnewargs__()[0] is text)
print(repr('{0:\0<6s}|{1:\0>5}'.format('foo', 7)), repr(f'{1.5:\0^7}'))
for method in ('a'.find, b'a'.rindex, 'a'.startswith, bytearray().count, [].index, ().index):
    attempt(method, 1, 2, 3, 4)
    attempt(method)
print(b'abc'.hex(b'\0'), bytearray(b'ab').hex('\0'))
attempt(bytes, '', errors='ignore')
attempt(bytearray, '', errors='ignore')
attempt(bytes, b'', errors='ignore')

array = bytearray(b'old')


def looking():
    for i in range(3):
        yield len(array)


array.__init__(looking())
print(array)
array = bytearray(range(6))
with memoryview(array):
    try:
        del array[::2]
    except BufferError as error:
        print(error, array)


class Adding:
    def __getitem__(self, index):
        return 0

    def __iadd__(self, other):
        return 'added'


print(operator.iconcat(Adding(), Adding()))
attempt(operator.concat, Adding(), Adding())
print(max.__doc__.startswith('max('), min.__doc__.startswith('min('))
