"""A key that assigns to __bases__ while a name is looked up: the lookup goes on along the order that it began with."""


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        global X
        X.__bases__ = (Second,)
        return False


class First:
    value = ['of First']


class Second:
    value = ['of Second']


X = type('X', (First,), {Key('value'): 5})
del First
print(X.value)
for i in range(20):
    Y = X
    X = type('X', (type('First', (), {'value': [i]}),), {Key('value'): 5})
    print(X.value, end=' ')
print()


class Picky:
    """Asked for what is no attribute of it, it complains; pickling looks in the class."""

    def __getattr__(self, name):
        raise AssertionError(name)

    def __getstate__(self):
        return 'state'


print(Picky().__reduce_ex__(2)[1:])
