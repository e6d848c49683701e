class A(int, str):
    pass
