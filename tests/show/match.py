# A match statement: its tree, its names, its instructions.
def f(x):
    match x:
        case 'a' | 1:
            return 1
        case [first, *_, {'k': v, **rest}] if v:
            return first, v, rest
        case Point(0, y=[y]) | y:
            return y
