def f():
    class Local(ValueError):
        pass
    raise Local("from a function")


f()
