class A:
    pass


list(A())
