# Sequence patterns: which types are sequences, lengths, stars, and when names are bound.
import collections
import collections.abc


def shape(x):
    match x:
        case []:
            return 'empty'
        case [a]:
            return 'one', a
        case (a, b) if a == b:
            return 'equal', a
        case [a, (b, c)]:
            return 'nested', a, b, c
        case [1, *rest, 9]:
            return 'framed', rest
        case [first, *_] if first == 'x':
            return 'first', first
        case [*_, last] if last == 'y':
            return 'last', last
        case [_, _, third, *rest]:
            return 'third', third, rest
        case *all,:
            return 'all', all
    return None


class Registered:
    def __len__(self):
        return 2

    def __getitem__(self, index):
        if index < 2:
            return index
        raise IndexError


class Unregistered(Registered):
    pass


collections.abc.Sequence.register(Registered)
Point = collections.namedtuple('Point', 'x y')
for x in ([], (), [1], [2, 2], [1, (2, 3)], [1, 'ab'], [1, 5, 9], [1, 9], [1, 2, 3], ['x', 2, 3], [2, 3, 'y'], (4, 3, 2, 1), range(4),
          range(2), collections.deque([1, 2, 9]), memoryview(b'ab'), Point(3, 3), Point(1, 2), Registered(), Unregistered(),
          'ab', b'ab', bytearray(b'ab'), {1, 2}, {1: 2}, iter([]), None, collections.UserList([7]), collections.UserString('ab')):
    print(type(x).__name__, shape(x))


# What a sequence is asked for.
class Watched(collections.abc.Sequence):
    def __init__(self, items):
        self.items = items

    def __len__(self):
        print('  len')
        return len(self.items)

    def __getitem__(self, index):
        print('  item', index)
        return self.items[index]


def first_fit(x):
    match x:
        case [*_]:
            return 'any'


def ends(x):
    match x:
        case [a, *_, b]:
            return a, b
        case [a]:
            return a


def whole(x):
    match x:
        case [a, b, c]:
            return a, b, c
        case [a, *b]:
            return a, b
        case _:
            return 'none'


for ask in first_fit, ends, whole:
    for items in [], [1], [1, 2], [1, 2, 3]:
        print(ask.__name__, len(items))
        print(' ', ask(Watched(items)))


# Its length may lie.
class Liar(Watched):
    def __len__(self):
        return 3


try:
    whole(Liar([1]))
except ValueError as error:
    print(error)

# Names are bound when the whole pattern fits, even if the guard then says no.
x = y = 'before'
match (1, 2):
    case (x, 3):
        pass
print(x)
match (1, 2):
    case (x, y) if x > y:
        pass
print(x, y)


# Names that are global, nonlocal, cells or in a class.
def outer(value):
    cell = None

    def inner():
        nonlocal cell
        global glob
        match value:
            case [cell, glob, [local, *rest]]:
                return lambda: (cell, glob, local, rest)

    return inner()(), cell


print(outer([1, 2, [3, 4, 5]]), glob)


class Body:
    match [1, [2, 3]]:
        case [a, [_, b] as c]:
            d = a + b


print({name: value for name, value in vars(Body).items() if not name.startswith('__')})
match {'order': [1, 2, 3]}:
    case {'order': [z1, *z2] as z3, **z4} as z5:
        print([name for name in globals() if name[0] == 'z'], z1, z2, z3, z4, z5)


# More items than fit short operands.
def long(items):
    match items:
        case [a, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, b, *c, _, _, _, _, _, _, _, _, _, d]:
            return a, b, len(c), d


print(long(range(300)), long(range(26)), long(range(27)))
