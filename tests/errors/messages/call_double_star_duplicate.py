def f(a, b, c=3):
    return a + b + c


f(1, **{'b': 2}, **{'b': 3})
