# Every kind of operand: registers, cells, free variables, constants, names, runs, jumps, handlers, words behind the instruction.
import os.path as p
from sys import argv, path as q


def total(first, numbers, /, start=0, *rest, key: int = None, **more):
    "Adds."
    result = start
    for n in numbers:
        if n in {'a', 'b', 1} or n < 3:
            result += n * 2
        elif not n:
            continue
        else:
            result = numbers[0] - 1.5
    try:
        print(f"{result!r:>5}", *rest, sep='', end='\n', **more)
    except (ValueError, TypeError) as error:
        raise RuntimeError from error
    finally:
        del n

    def inner(a):
        nonlocal result
        result = a.b
        a.c = a.d(1, x=2)
        return [x + result for x in a[1:2]]
    first, *others, last = more or (1,)
    with open('/dev/null') as f:
        f.read()
    assert first, 'größe \ud800'
    return inner


class Child(p.Base, key=1):
    """doc"""
    attribute: int = 10 ** 20

    def method(self):
        global counter
        counter = yield self
        yield from super().method()
        return lambda: (b'', 1.5, 2j, ...)


async def later():
    async with argv as held:
        await held
    yield {k: v for k, v in q}
while 1 < len(argv): del argv[0], argv.x
huge = 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffff, """a text that is a good deal longer than what is shown of one that stands among the constants"""
