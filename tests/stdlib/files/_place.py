"""A file of its own for a test, that goes with it."""
import atexit
import os

path = '/tmp/_open_test_%d' % os.getpid()


def remove():
    if os.path.exists(path):
        os.remove(path)


def put(data):
    with open(path, 'wb') as f:
        f.write(data)


def raw():
    with open(path, 'rb') as f:
        return f.read()


def attempt(function, *args, **kwargs):
    """Print what the call gives, or raises."""
    try:
        print(ascii(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, str(e).replace(path, 'PATH'), [c.__name__ for c in type(e).__mro__[1:3]] if type(e).__name__[0] == 'U' else '')


atexit.register(remove)
