# Locals, cells, free variables and globals of every kind of scope.
import sys
from os import path as p
count = 0


def make(start, *rest, key: int = 3, **more):
    """Parameters that inner functions use become cells."""
    global count
    total = start

    def step(by=1):
        nonlocal total
        total += by
        return [x + total for x in rest if (last := x)], last

    async def later():
        return await more

    del key
    return step, later, lambda: count


class Base:
    __private = 1
    name: str
    len = len

    def method(self):
        self.__private = __private
        return super().method()


def shadow(x):
    class Inner:
        x = x

        def get(self):
            return x
    return Inner


def numbers():
    try:
        yield from {k: v for k, v in count}
    except E as error:
        yield error
    print((i for i in sys.argv), p, undefined)
