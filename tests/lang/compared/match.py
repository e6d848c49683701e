# match with all patterns
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y):
        self.x, self.y = x, y
def f(value):
    match value:
        case 0 | 1: return 'small'
        case [first, *rest] if rest: return first, rest
        case {'key': found, **others}: return found, others
        case Point(x, y=2): return x
        case str() as text: return text
        case _: return None
print(f(1), f([1, 2, 3]), f({'key': 1, 'b': 2}), f(Point(5, 2)), f('text'), f(2.5))
