class Odd:
    def __eq__(self, other):
        raise RuntimeError('not comparable')


match [Odd(), 2]:
    case [a, 3]:
        pass
    case [-1, 2]:
        pass
