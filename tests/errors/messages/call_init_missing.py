class A:
    def __init__(self, name):
        self.name = name


A()
