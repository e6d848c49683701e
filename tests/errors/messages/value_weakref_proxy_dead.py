import weakref


class A:
    x = 1


proxy = weakref.proxy(A())
proxy.x
