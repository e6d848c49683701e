# os.fspath and who asks it: a property __fspath__ that raises is no method.
import os


def attempt(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


class Raises:
    @property
    def __fspath__(self):
        raise ValueError("no")


class Getter:
    def __get__(self, instance, owner):
        raise AttributeError("none")


class Missing:
    __fspath__ = Getter()


class Loose:
    def __getattr__(self, name):
        raise ValueError("no")


class Nothing:
    __fspath__ = None


class Number:
    def __fspath__(self):
        return 3


class Calls:
    @property
    def __fspath__(self):
        return lambda: "nowhere"


class Fails:
    def __fspath__(self):
        raise ValueError("called")


class Bytes(bytes):
    pass


for kind in Raises, Missing, Loose, Nothing, Number, Calls, Fails:
    for act in os.fspath, os.stat, open, os.listdir, lambda path: compile("1", path, "exec").co_filename:
        attempt(lambda: act(kind()))
for act in os.fspath, open, os.stat:
    attempt(lambda: act(Bytes(b"nowhere")))
    attempt(lambda: act(2.5))
