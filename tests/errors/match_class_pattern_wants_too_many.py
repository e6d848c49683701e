# The traceback shows the pattern that was looked at last.
class Point:
    __match_args__ = ('x',)


def f(p):
    match p:
        case [Point(), other]:
            pass
        case {'a': 1}:
            pass
        case Point(1, 2,
                   z=(3, 4)):
            pass


f(Point())
