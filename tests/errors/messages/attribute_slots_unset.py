class A:
    __slots__ = ('x',)


A().x
