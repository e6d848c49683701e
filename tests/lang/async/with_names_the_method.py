"""What is wrong with what __aenter__ and __aexit__ of an `async with` give; the docstrings of coroutines."""
import types


def run(coro):
    try:
        coro.send(None)
    except StopIteration as stop:
        print('returned', stop.value)
    except BaseException as error:
        print(type(error).__name__, error, '|', type(error.__context__).__name__, error.__cause__)


class Manager:
    def __init__(self, enter, leave):
        self.enter, self.leave = enter, leave

    def __aenter__(self):
        return self.enter

    def __aexit__(self, *error):
        return self.leave


class Done:
    def __init__(self, value=None):
        self.value = value

    def __await__(self):
        return self.value
        yield


class Iterates:
    def __init__(self, value=None):
        self.value = value

    def __await__(self):
        yield from ()
        return self.value


class Fails:
    def __await__(self):
        raise KeyError('await')


async def body(enter, leave, error=None):
    async with Manager(enter, leave):
        if error:
            raise error
    return 'end'


async def returns(enter, leave):
    async with Manager(enter, leave):
        return 'early'


async def breaks(enter, leave):
    for i in 1, 2:
        async with Manager(enter, leave):
            break
    return 'after'


good = Iterates()
for odd in 123, 'text', None, Done(5), Fails():
    run(body(odd, good))
    run(body(good, odd))
    run(body(good, odd, ValueError('v')))
    run(returns(good, odd))
    run(breaks(good, odd))
run(body(good, good))
run(body(good, Iterates(True), ValueError('swallowed')))
run(returns(good, good))


async def plain():
    await 5


run(plain())
kind = types.CoroutineType
print('into coroutine' in kind.send.__doc__, 'inside coroutine' in kind.close.__doc__, 'in coroutine' in kind.throw.__doc__)
print('of the coroutine' in vars(kind)['__name__'].__doc__, 'of the coroutine' in vars(kind)['__qualname__'].__doc__)
print(types.GeneratorType.__next__.__doc__)
