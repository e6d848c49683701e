def even(n):
    return odd(n - 1)


def odd(n):
    return even(n - 1)


try:
    even(1)
except RecursionError as problem:
    print(type(problem).__name__, problem)
