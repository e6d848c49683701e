def needs_name(name):
    raise TypeError("cannot decorate " + name)


@needs_name("f")
def f():
    pass
