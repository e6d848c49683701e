class A(bool):
    pass
