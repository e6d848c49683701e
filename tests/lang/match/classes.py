# Class patterns: isinstance, __match_args__, keywords, and the built-in types that match as a whole.
class Point:
    __match_args__ = ('x', 'y')

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f'Point({self.x}, {self.y})'


class Point3(Point):
    __match_args__ = ('x', 'y', 'z')

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class Plain:
    pass


def look(x):
    match x:
        case bool(b):
            return 'bool', b
        case int(n) | float(n):
            return 'number', n
        case str() as s:
            return 'str', s
        case bytes(b) | bytearray(b):
            return 'bytes', b
        case list([first, *_]):
            return 'list', first
        case tuple(t) | frozenset(t) | set(t):
            return 'bunch', len(t)
        case dict(d):
            return 'dict', d
        case Point3(x, y, z=0):
            return 'flat', x, y
        case Point(0, 0):
            return 'origin'
        case Point(x=0, y=y) | Point(x=y, y=0):
            return 'axis', y
        case Point(a, b) if a == b:
            return 'diagonal', a
        case Point(x=Point(a, b), y=Point()):
            return 'points', a, b
        case Plain(missing=_):
            return 'has it'
        case Plain():
            return 'plain'
        case type():
            return 'a class'
        case object(__class__=c):
            return 'object', c


class Int(int):
    pass


class Text(str):
    __match_args__ = ('upper',)


plain = Plain()
plain.missing = 1
for x in (True, 1, 2.5, Int(3), 'a', Text('t'), b'b', bytearray(b'c'), [1, 2], [], (1, 2), {3}, frozenset(), {1: 2}, Point3(1, 2, 0), Point3(1, 2, 3),
          Point(0, 0), Point(0, 5), Point(5, 0), Point(4, 4), Point(Point(1, 2), Point(3, 4)), Point(1, 2), Plain(), plain, int, None, 1j, range(3)):
    print(x if not isinstance(x, Plain) else 'Plain', look(x))

match Text('abc'):
    case Text(up):
        print(up())


# isinstance decides, with its hooks; then the attributes, in order, each once.
class Meta(type):
    def __instancecheck__(cls, instance):
        print('  instance?', instance)
        return instance in ('yes', 'lazy')


class Hooked(metaclass=Meta):
    __match_args__ = ('upper', 'lower')


for word in 'yes', 'no':
    match word:
        case Hooked(up, low, title=t):
            print(up(), low(), t())
        case _:
            print('not', word)


class Lazy:
    __match_args__ = ('a', 'b')

    def __getattr__(self, name):
        print('  asked for', name)
        if name == 'b':
            raise AttributeError(name)
        return name


match Lazy():
    case Lazy('x', _):
        print('never')
    case Lazy(a):
        print(a)


# What can be wrong with a class.
def attempt(cls, pattern):
    namespace = {'C': cls, 'x': cls() if cls not in (type(None), 5) else None}
    try:
        exec(f'match x:\n    case {pattern}: print("fits")\n    case _: print("no")', namespace)
    except Exception as error:
        print(pattern, type(error).__name__, error)


class ListArgs:
    __match_args__ = ['a']


class NumberArgs:
    __match_args__ = ('a', 1)
    a = 1


class TwiceArgs:
    __match_args__ = ('a', 'a')
    a = 1


class Raising:
    __match_args__ = ('a',)

    @property
    def a(self):
        raise ValueError('from the property')


for cls, pattern in ((Plain, 'C(1)'), (Plain, 'C(1, 2)'), (ListArgs, 'C(1)'), (ListArgs, 'C()'), (NumberArgs, 'C(1)'), (NumberArgs, 'C(_, _)'),
                     (TwiceArgs, 'C(1)'), (TwiceArgs, 'C(1, 1)'), (NumberArgs, 'C(1, a=1)'), (Raising, 'C(1)'), (Raising, 'C(a=1)'),
                     (int, 'C(0, 0)'), (int, 'C(0, real=0)'), (str, 'C("", x=_)'), (dict, 'C(_, _, _)'), (object, 'C(1)')):
    attempt(cls, pattern)
try:
    match 1:
        case print(1):
            pass
except TypeError as error:
    print(error)
try:
    match 1:
        case undefined():
            pass
except NameError as error:
    print(error)

import collections
match collections.deque([1]):
    case collections.deque(maxlen=None):
        print('deque')
try:
    match collections.deque([1]):
        case collections.deque(1):
            pass
except TypeError as error:
    print(error)
