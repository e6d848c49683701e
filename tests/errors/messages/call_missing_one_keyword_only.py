def f(*args, key):
    pass


f(1, 2)
