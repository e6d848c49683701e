class Colour:
    RED = 1


def f(c):
    match c:
        case Colour.RED:
            pass
        case [Colour.GREEN, 1] | Colour.BLUE as c:
            pass


f(2)
