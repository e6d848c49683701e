# What may be awaited; coroutine objects; anext with a default.
import sys, types, warnings
from _drive import Wait, run, attempt

async def returns(x):
    return x
class Gives:
    def __init__(self, what):
        self.what = what
    def __await__(self):
        return self.what
@types.coroutine
def based():
    got = yield 1
    return got
@types.coroutine
def delegating():
    return (yield from returns(4))
def plain():
    yield from returns(1)

async def main():
    print(await returns(1), await Gives(iter([])), await based(), await delegating())
    for what in [1, None, 'a', plain(), iter([]), Gives(5), Gives(returns(1)), Gives(based()), Gives([])]:
        try:
            await what
        except BaseException as e:
            print(type(e).__name__, e)
    c = based()
    print(await c)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    print(run(main(), ['x', 'y', 'z']))
    print(attempt(lambda: next(plain())))

print(based.__code__.co_flags & 0x100, type(based()).__name__, types.coroutine(returns) is returns)
print(types.CoroutineType.__dict__['__await__'], type(types.CoroutineType.__dict__['__await__']).__name__)
print(types.AsyncGeneratorType.__dict__['__anext__'], types.AsyncGeneratorType.__dict__['__aiter__'])

# a coroutine is awaited once, and by one
async def waits():
    return await Wait('w')
inner = waits()
async def first():
    return await inner
async def second():
    return await inner
a, b = first(), second()
print(a.send(None), attempt(lambda: b.send(None)), attempt(lambda: a.send(5)))
print(attempt(lambda: inner.send(None)), attempt(lambda: a.throw(ValueError)), inner.close())
w = returns(3).__await__()
print(type(w).__name__, attempt(lambda: next(w)), attempt(lambda: next(w)))
print(attempt(lambda: list(returns(1).__await__()) ))

# special methods are looked up on the class, and may be inherited or patched
class Base:
    def __await__(self):
        return iter(())
class Derived(Base):
    pass
async def one(x):
    return await x
print(run(one(Derived())))
Base.__await__ = lambda self: iter([1, 2])
print(run(one(Derived())))
d = Derived()
d.__await__ = 5
print(run(one(d)))
del Base.__await__
print(attempt(lambda: run(one(d))))
Derived.__await__ = None
print(attempt(lambda: run(one(d))))

# aiter and anext
class Items:
    def __init__(self, *items):
        self.items = list(items)
    def __aiter__(self):
        return self
    async def __anext__(self):
        await Wait('next')
        if not self.items:
            raise StopAsyncIteration
        return self.items.pop(0)
async def gen():
    yield 'g'
async def takes():
    i = Items(1)
    print(aiter(i) is i, await anext(i), await anext(i, 'default'), await anext(i, None))
    try:
        await anext(i)
    except StopAsyncIteration:
        print('stop')
    g = aiter(gen())
    print(await anext(g, 0), await anext(g, 0), await anext(g, 0))
    a = anext(Items(), 'd')
    print(type(a).__name__, a.__await__() is a)
    return await a
print(run(takes()))
print(attempt(lambda: aiter(1)), attempt(lambda: anext(1)), attempt(lambda: anext([], 2)), attempt(lambda: aiter()), attempt(lambda: anext()))
class Wrong:
    def __aiter__(self):
        return 7
print(attempt(lambda: aiter(Wrong())))
a = anext(Items(1, 2), 'd')
print(a.send(None), attempt(lambda: a.throw(KeyError('k'))))
a = anext(Items(), 'd')
print(next(a), attempt(lambda: a.send(None)))
a = anext(Items(1), 'd')
print(a.send(None), a.close())
class BadNext:
    def __anext__(self):
        return 5
print(attempt(lambda: next(anext(BadNext(), 1))), anext(BadNext()))
