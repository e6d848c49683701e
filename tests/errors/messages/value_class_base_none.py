class A(None):
    pass
