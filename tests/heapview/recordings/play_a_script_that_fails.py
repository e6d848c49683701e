# The script ends with an exception that nobody catches.
def f(x):
    return 1 / x


f(0)
