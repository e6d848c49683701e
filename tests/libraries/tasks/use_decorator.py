# Debian: python3-decorator
import inspect

from decorator import contextmanager, decorator


@decorator
def trace(function, *args, **kwargs):
    print("calling", function.__name__, args, kwargs)
    return function(*args, **kwargs)


@trace
def f(a, b=2, *c, d: int = 4) -> str:
    "doc"
    return f"{a}{b}{c}{d}"


print(f(1), f(1, 3, 5, d=6), inspect.signature(f), f.__doc__, f.__wrapped__.__name__)


@contextmanager
def tagged(name):
    print("<", name)
    yield name
    print(">")


@tagged("t")
def inside():
    print("inside")


inside()
