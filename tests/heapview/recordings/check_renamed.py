# Names of functions and generators that are set while they are shown: the next whole state says what the changes said.
import functools


def decorator(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


@decorator
def decorated(a):
    return a


def generator():
    yield 1


made = generator()
made.__name__ = "named"
generator.__name__ = "other"
print(decorated.__name__, made.__name__, generator.__name__)
for i in range(700):
    decorated(i)
generator.__name__ = "third"
made.__name__ = "fourth"
for i in range(700):
    decorated(i)
