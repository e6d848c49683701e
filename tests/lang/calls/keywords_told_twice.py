"""A mapping after ** whose keys() tells of a key twice; too many keywords for functions that take any number of arguments."""
import itertools


class MultiDict:
    def __init__(self, items):
        self._items = items

    def keys(self):
        print('keys', end=' ')
        return [key for key, value in self._items]

    def __getitem__(self, key):
        print('get', key, end=' ')
        return dict(self._items)[key]


class Odd(MultiDict):
    def keys(self):
        return 5


class Fails(MultiDict):
    def __getitem__(self, key):
        raise KeyError('failed')


def g(x=0, *args, **kwargs):
    return x, args, kwargs


def say(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


twice = MultiDict([('x', 1), ('x', 2)])
say(lambda: g(**twice))
say(lambda: g(a=3, **twice))
say(lambda: g(**MultiDict([('a', 3)]), **twice))
say(lambda: g(**MultiDict([('a', 3)]), **MultiDict([('b', 3), ('a', 4)])))
say(lambda: g(**MultiDict([('a', 3), ('b', 4)])))
say(lambda: g(**Odd([('a', 1)])))
say(lambda: g(**Fails([('a', 1)])))
say(lambda: g(**MultiDict([(5, 1)])))
say(lambda: dict(**twice))
say(lambda: {**twice})
say(lambda: (min, 0, min(0, default=1, key=2, foo=3)))
say(lambda: max(0, default=1, key=2, foo=3))
say(lambda: min(0, 1, foo=3))
say(lambda: zip([], strict=1, foo=2))
say(lambda: zip([], foo=2))
say(lambda: itertools.product(0, repeat=1, foo=2))
say(lambda: itertools.product(0, foo=2))
say(lambda: print(0, sep=1, end=2, file=3, flush=4, foo=5))
