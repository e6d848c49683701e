class A:
    def __index__(self):
        return 'x'


[1][A()]
