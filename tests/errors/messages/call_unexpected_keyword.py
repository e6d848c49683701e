def f(a, b, c=3):
    return a + b + c


f(1, 2, d=4)
