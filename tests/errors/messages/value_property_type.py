class A:
    x = property(5)


A().x
