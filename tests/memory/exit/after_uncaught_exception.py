"""An uncaught exception: the traceback first, then what the globals hold."""


class D:
    def __del__(self):
        print("del at exit")


d = D()


def f():
    local = D()
    raise ValueError("uncaught")


f()
