# Asynchronous generators: items, asend, athrow, aclose, what ends them.
import gc, sys, types
from _drive import Wait, run, attempt

async def echo(*values):
    try:
        for v in values:
            got = yield v
            print('  got', got)
            await Wait(('wait', got))
    except ValueError as e:
        print('  caught', e)
        yield 'after'
    finally:
        await Wait('finally')
        print('  finally')

async def uses():
    g = echo(1, 2)
    print(type(g).__name__, g.__name__, g.__qualname__, g.ag_running, g.ag_await, g.ag_code is echo.__code__, g.ag_frame.f_lineno)
    print(await g.asend(None))
    print(await g.asend('a'))
    try:
        print(await g.asend('b'))
    except StopAsyncIteration as e:
        print('stopped', e.args)
    print(g.ag_frame, attempt(lambda: g.ag_running))
    try:
        print(await g.__anext__())
    except StopAsyncIteration as e:
        print('stopped again', e.args)
    await g.aclose()
    g = echo(1, 2)
    await g.__anext__()
    print(await g.athrow(ValueError('v')))
    await g.aclose()
    g = echo(1)
    await g.__anext__()
    try:
        await g.athrow(KeyError, 'k')
    except KeyError as e:
        print('key', e, e.__context__)
    return 'ok'
print(run(uses()))

async def ignores():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print('no')
            yield 2
async def closing():
    g = ignores()
    await g.__anext__()
    try:
        await g.aclose()
    except RuntimeError as e:
        print(e)
    await g.aclose()
    fresh = ignores()
    print(await fresh.aclose())
    try:
        await fresh.__anext__()
    except StopAsyncIteration:
        print('closed before it began')
    try:
        await fresh.athrow(ValueError('late'))
    except BaseException as e:
        print(repr(e))
run(closing())

# the awaitables themselves
g = echo(1, 2)
step = g.asend(None)
print(type(step).__name__, step.__await__() is step, iter(step) is step)
print(attempt(lambda: step.send(None)))
print(attempt(lambda: step.send(None)))
print(attempt(lambda: step.throw(ValueError)))
step = g.__anext__()
print(next(step), g.ag_running, g.ag_await is not None)
other = g.__anext__()
print(attempt(lambda: other.send(None)))
print(attempt(lambda: g.aclose().send(None)))
print(attempt(lambda: g.athrow(ValueError).send(None)))
print(attempt(lambda: step.send('x')))
step = g.__anext__()
print(step.close(), attempt(lambda: step.send(None)))
step = g.athrow(ValueError('in'))
print(attempt(lambda: step.send(1)), attempt(lambda: step.send(None)))
print(attempt(lambda: step.send(None)), attempt(lambda: step.throw(TypeError('t'))))
step = g.aclose()
print(attempt(lambda: step.send(None)))
print(attempt(lambda: step.throw(OSError('while closing'))))
print(attempt(lambda: step.send(None)))
step = g.aclose()
print(step.close(), attempt(lambda: step.send(None)), attempt(lambda: step.throw(ValueError)))
print(attempt(lambda: g.athrow().send(None)), attempt(lambda: echo(1).athrow().send(None)), attempt(lambda: echo(1).athrow(1, 2, 3, 4).send(None)))
print(attempt(lambda: echo(1).athrow(5).send(None)))
print(attempt(lambda: echo(1).asend(5).send(None)))
print(attempt(lambda: g.asend()), attempt(lambda: g.aclose(1)))

# errors of the body
async def stops():
    yield 1
    raise StopIteration(3)
async def async_stops():
    yield 1
    raise StopAsyncIteration
for make in stops, async_stops:
    g = make()
    attempt(lambda: g.__anext__().send(None))
    try:
        g.__anext__().send(None)
    except RuntimeError as e:
        print(e, repr(e.__cause__))

# one that calls itself
async def again():
    print(attempt(lambda: me.__anext__().send(None)))
    yield 1
me = again()
print(attempt(lambda: me.__anext__().send(None)))

for source in ['async def f():\n yield 1\n return 2', 'async def f():\n yield from x', 'def f():\n async for x in y: pass',
               'async for x in y: pass', 'def f():\n [x async for x in y]', '[x async for x in y]', 'async def f():\n def g(): await x',
               'class C:\n async with x: pass', 'await x', 'lambda: await x', 'async def f():\n lambda: (await x)',
               'async def f():\n  lambda: [x async for x in y]', 'def f():\n (x async for x in y)', '(x async for x in y)', '(await x for x in y)',
               'def f():\n (await x for x in y)', 'def f():\n {await x for x in y}']:
    try:
        compile(source, 's', 'exec')
        print('fine', repr(source))
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)

print(types.AsyncGeneratorType is type(me), types.AsyncGeneratorType[int], [n for n in dir(types.AsyncGeneratorType) if n[:2] != '__'])
print(sorted(set(dir(types.AsyncGeneratorType)) - set(dir(object))), sorted(set(dir(type(g.asend(1)))) - set(dir(object))))
print(sys.getsizeof(g.asend(None)), sys.getsizeof(g.aclose()))
print(attempt(lambda: setattr(me, '__name__', 'n') or (me.__name__, repr(me)[:25])), attempt(lambda: setattr(me, 'ag_running', 1)))
print(attempt(lambda: next(me)), attempt(lambda: iter(me)), attempt(lambda: types.AsyncGeneratorType()), attempt(lambda: run(_await(me))))
