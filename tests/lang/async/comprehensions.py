# Asynchronous comprehensions and generator expressions, await inside of comprehensions.
from _drive import Wait, run, attempt

async def count(n):
    for i in range(n):
        await Wait(i)
        yield i
async def twice(x):
    await Wait('twice')
    return 2 * x

async def all_kinds():
    print([i async for i in count(3)], {i async for i in count(3) if i}, {i: -i async for i in count(3)})
    print([i async for i in (j async for j in count(3))])
    print([(i, j) async for i in count(2) for j in range(2)], [(i, j) for i in range(2) async for j in count(2)])
    print([(i, j) async for i in count(3) if i % 2 async for j in count(i)])
    print([await twice(i) for i in range(3)], {await twice(i) for i in range(2)}, {await twice(i): await twice(j) for i, j in [(1, 2)]})
    print([i for i in [1, 2, 3] if await twice(i) > 2], [i async for i in count(4) if (await twice(i)) % 4])
    print([[j async for j in count(i)] for i in range(3)], [[await twice(j) for j in range(i)] for i in range(3)])
    print([[k async for k in count(2)] async for j in count(2)])
    print([x for x in [await twice(1), await twice(2)]], [y for y in await lists()])
    print(type(i async for i in count(1)).__name__, type(await twice(i) for i in range(1)).__name__, type(i for i in await lists()).__name__)
    print([x async for x in (await twice(i) for i in range(3))], list(x for x in await lists()))
    f = lambda: (i async for i in count(2))
    print([i async for i in f()])
    x = 'outer'
    print([x async for x in count(2)], x)
    print([y := i async for i in count(3)], y)
    return [i async for i in count(1)]
async def lists():
    return [1, 2]
result, seen = run(all_kinds())
print(result, len(seen))

async def in_class_and_lambda():
    class C:
        try:
            exec('a = [i async for i in count(1)]')
        except SyntaxError as e:
            print(e.msg)
    return [(lambda: i)() async for i in count(2)]
print(run(in_class_and_lambda()))

async def fails():
    try:
        return [1 / (i - 1) async for i in count(3)]
    except ZeroDivisionError as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        return names
print(run(fails()))

async def not_iterable():
    for what in ['[i async for i in [1]]', '{i async for i in 5}', '(i async for i in 5)']:
        try:
            await eval('run_me(lambda: 0)') if False else None
            if what[0] == '[':
                [i async for i in [1]]
            elif what[0] == '{':
                {i async for i in 5}
            else:
                (i async for i in 5)
        except TypeError as e:
            print(e)
run(not_iterable())

# thrown in while a comprehension waits
async def waits():
    try:
        return [i async for i in count(3)]
    except ValueError as e:
        return 'caught', e.args
c = waits()
print(c.send(None), c.send(None), attempt(lambda: c.throw(ValueError(1))))
c = waits()
c.send(None)
c.close()
