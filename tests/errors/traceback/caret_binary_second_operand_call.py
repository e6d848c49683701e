def f():
    return None


total = 1 + f() + 2
