class A:
    pass


A()()
