# async for: items, else, break, continue, return, targets, errors, what is awaited.
from _drive import Wait, run, attempt

class Count:
    def __init__(self, stop, waits=False):
        self.at, self.stop, self.waits = 0, stop, waits
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.waits:
            await Wait(self.at)
        if self.at == self.stop:
            raise StopAsyncIteration
        self.at += 1
        return self.at

async def plain():
    got = []
    async for x in Count(3):
        got.append(x)
    else:
        got.append('else')
    return got
print(run(plain()))

async def leaving():
    got = []
    async for x in Count(5, True):
        if x == 2:
            continue
        if x == 4:
            break
        got.append(x)
    else:
        got.append('never')
    async for y in Count(0):
        pass
    else:
        got.append('empty')
    return got
print(run(leaving()))

async def nested():
    async for x in Count(3):
        async for y in Count(3):
            if y == 2:
                break
            if x == 3:
                return x, y
            try:
                continue
            finally:
                await Wait((x, y))
print(run(nested()))

async def targets():
    class Pairs(Count):
        async def __anext__(self):
            n = await Count.__anext__(self)
            return n, [n, n * n]
    box, d = Count(0), {}
    async for box.a, (d['x'], *d['y']) in Pairs(2):
        print(box.a, d)
    async for i in Count(2):
        pass
    return i
print(run(targets()))

async def body_raises():
    try:
        async for x in Count(3):
            raise StopAsyncIteration('from the body')
    except StopAsyncIteration as e:
        return repr(e), e.__context__
print(run(body_raises()))

class NoIterator:
    def __aiter__(self):
        return 1
class AsyncIter(Count):
    async def __aiter__(self):
        return self
class NotAwaitable(Count):
    def __anext__(self):
        return 5
class AwaitFails(Count):
    def __anext__(self):
        class A:
            def __await__(self):
                1 / 0
        return A()
class NoneIter:
    __aiter__ = None
class NoneNext(Count):
    __anext__ = None
class Raises(Count):
    def __anext__(self):
        raise KeyError('now')
class Ends(Count):
    def __anext__(self):
        raise StopAsyncIteration(5)

for what in [1, [], NoIterator(), AsyncIter(1), NotAwaitable(1), AwaitFails(1), NoneIter(), NoneNext(1), Raises(1), Ends(1)]:
    async def bad():
        try:
            async for x in what:
                print('item', x)
            else:
                return 'else'
        except Exception as e:
            return type(e).__name__, str(e), type(e.__cause__).__name__, type(e.__context__).__name__
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        print(type(what).__name__, run(bad())[0])

# what is thrown in reaches the iterator
async def thrown():
    try:
        async for x in Count(3, True):
            print('item', x)
    except ValueError as e:
        return 'caught', e.args
    finally:
        print('finally')
c = thrown()
print(c.send(None), c.send(None))
print(attempt(lambda: c.throw(ValueError(9))))
c = thrown()
c.send(None)
c.close()

# StopAsyncIteration thrown in ends the loop like one of its own
async def stopped():
    async for x in Count(3, True):
        pass
    else:
        return 'else'
c = stopped()
c.send(None)
print(attempt(lambda: c.throw(StopAsyncIteration)))

# deep in with and try
class Manager:
    async def __aenter__(self):
        await Wait('enter')
        return Count(3)
    async def __aexit__(self, *what):
        await Wait(('exit', what[0]))
async def deep():
    for outer in range(2):
        async with Manager() as m:
            async for x in m:
                try:
                    if x == 2:
                        break
                finally:
                    await Wait(x)
    return 'done'
print(run(deep()))
