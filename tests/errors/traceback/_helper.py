"""Not a test: imported by the tests beside it."""


def work(n):
    return deeper(n)


def deeper(n):
    return 10 / n
