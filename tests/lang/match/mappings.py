# Mapping patterns: keys, the rest, and what a mapping is asked for.
import collections
import collections.abc
import types


class Key:
    NAME = 'name'
    ONE = 1


def look(x):
    match x:
        case {'both': a, 'keys': b}:
            return a, b
        case {Key.NAME: str(name), **rest}:
            return name, rest
        case {Key.ONE: value, 2: (first, *_)}:
            return value, first
        case {'inner': {'deep': [deep]}}:
            return deep
        case {-1: a} | {1.5: a} | {b'b': a} | {None: a} | {True: a}:
            return 'literal', a
        case {'none': None}:
            return 'none'
        case {}:
            return 'some mapping'


class Sub(dict):
    pass


for x in ({'both': 1, 'keys': 2, 'more': 3}, {'both': 1}, {'name': 'n', 'other': 2}, {'name': 3}, {1: 'one', 2: [3, 4]}, {1: 'one', 2: 3},
          {'inner': {'deep': [5]}}, {'inner': {}}, {-1: 'a'}, {1.5: 'b'}, {b'b': 'c'}, {None: 'd'}, {True: 'e'}, {'none': None}, {},
          Sub(both=1, keys=2), collections.OrderedDict(name='o', z=1), types.MappingProxyType({'name': 'p'}), collections.ChainMap({'name': 'c'}),
          collections.Counter('aab'), [], 'name', None, {'name'}):
    print(type(x).__name__, look(x))

grows = collections.defaultdict(list)
print(look(grows), dict(grows))


class Watched(collections.abc.Mapping):
    def __init__(self, **items):
        self.items_ = items

    def __len__(self):
        print('  len')
        return len(self.items_)

    def __iter__(self):
        print('  iter')
        return iter(self.items_)

    def __getitem__(self, key):
        print('  item', key)
        return self.items_[key]

    def get(self, key, default=None):
        print('  get', key, type(default).__name__)
        return self.items_.get(key, default)


def ask(x):
    match x:
        case {'a': 1, 'b': b, 'c': c}:
            return b, c
        case {'a': a, **rest}:
            return a, rest
        case {**rest}:
            return rest


for items in {}, {'a': 1, 'b': 2}, {'a': 1, 'b': 2, 'c': 3}, {'d': 4}:
    print(items)
    print(' ', ask(Watched(**items)))


class Same:
    A = B = 'same'
    HASHLESS = []


try:
    match {'same': 1, 'more': 2}:
        case {Same.A: 1, 'other': 2}:
            pass
        case {Same.A: 1, Same.B: 1}:
            pass
except ValueError as error:
    print(error)
try:
    match {'same': 1, 'more': 2}:
        case {Same.HASHLESS: 1}:
            pass
except TypeError as error:
    print(error)


class Forgetful(dict):
    def keys(self):
        return ['a']


match Forgetful(a=1, b=2):
    case {'a': a, **rest}:
        print(a, rest)
