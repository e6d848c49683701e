"""co_firstlineno is the first decorator's line, for functions of every kind."""


def same(function):
    return function


@same
def plain():
    pass


@same
@same
async def coroutine():
    pass


class Holder:
    @same
    async def method(self):
        pass

    @same
    def generator(self):
        yield


async def bare():
    pass


print([function.__code__.co_firstlineno for function in (plain, coroutine, Holder.method, Holder.generator, bare)])
