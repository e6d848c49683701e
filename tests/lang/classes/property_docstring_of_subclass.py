"""The docstring of a property: of a class derived from property it lies in the instance, or there is no place for it."""


def say(call, *args):
    try:
        print(call(*args))
    except Exception as error:
        print(type(error).__name__, error)


class Documented(property):
    """This is a subclass of property."""


class Undocumented(property):
    pass


class Slotted(property):
    __slots__ = ()


def getter(self):
    """of the getter"""


def other(self):
    """of another"""


def silent(self):
    pass


for kind in property, Documented, Undocumented:
    made = kind(getter)
    print(kind.__name__, made.__doc__, getattr(made, '__dict__', None))
    print(made.setter(silent).__doc__, made.getter(other).__doc__, made.getter(silent).__doc__)
    given = kind(getter, doc='given')
    print(given.__doc__, given.getter(other).__doc__)
    print(kind(silent).__doc__, kind().__doc__, kind(silent).getter(other).__doc__)
say(Slotted, getter)
say(Slotted, silent)
say(property(getter).__set_name__)
say(property(getter).__set_name__, 1, 2, 3)
for name in 'fget', 'fset', 'fdel':
    say(setattr, property(getter), name, 1)
say(delattr, property(getter), 'fget')
