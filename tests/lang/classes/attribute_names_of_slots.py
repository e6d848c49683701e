"""The slots behind attribute access, called by their own names with what is no name at all, and with names of a class that is a str."""


class C:
    pass


class Name(str):
    pass


class Meta(type):
    pass


class D(metaclass=Meta):
    pass


def attempt(what, *arguments):
    try:
        print(what.__qualname__, repr(what(*arguments)))
    except (TypeError, AttributeError) as error:
        print(what.__qualname__, type(error).__name__, error)


c = C()
c.f = lambda: None
for name in 3, 1.5, None, b"x", frozenset(), (), C, Name("x"), Name("there"), "there":
    for holder, slots in (c, object), (C, type), (D, Meta), (c.f, type(c.f)), (attempt, type(attempt)), (super(C, c), super):
        attempt(slots.__getattribute__, holder, name)
        if slots is not super:
            attempt(slots.__setattr__, holder, name, 1)
            attempt(slots.__getattribute__, holder, name)
            attempt(slots.__delattr__, holder, name)
            attempt(slots.__delattr__, holder, name)

for name in "__init__", "__call__", "__class__":
    attempt(object.__delattr__, c, name)
    attempt(type.__delattr__, C, name)
attempt(object.__setattr__, c)
attempt(object.__setattr__, c, "x")
attempt(object.__delattr__, c)
attempt(object.__delattr__, c, "x", 1)
attempt(object.__getattribute__, c)
attempt(object.__getattribute__, c, "x", 1)
