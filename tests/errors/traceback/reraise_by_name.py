def f():
    int("x")


try:
    f()
except ValueError as problem:
    raise problem
