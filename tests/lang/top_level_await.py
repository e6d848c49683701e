# compile() with ast.PyCF_ALLOW_TOP_LEVEL_AWAIT: a module that awaits is a coroutine, its names stay in its dict.
import ast
import gc
import inspect
import types

AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
for source in ['x = 1', 'await f()', 'async with x: pass', 'async for x in y: pass', '[x async for x in y]', '[await x for a in b]',
               '(await x for a in b)', '(x async for x in y)', 'def f(): await x', 'class A: await x', 'lambda: await x', 'yield 1', 'return 1',
               'def f(): [x async for x in y]', 'async def f(): await x']:
    try:
        print(source, bool(compile(source, 'f', 'exec', AWAIT).co_flags & inspect.CO_COROUTINE))
    except SyntaxError as error:
        print(source, error)


@types.coroutine
def pause(value):
    return (yield value)


class Manager:
    async def __aenter__(self):
        return await pause('enter')

    async def __aexit__(self, *what):
        return await pause(what[0])


async def numbers():
    for i in range(3):
        yield await pause(i)


def run(coroutine):
    value = None
    while True:
        try:
            got = coroutine.send(value)
        except StopIteration as stop:
            return stop.value
        print('paused', got)
        value = 'sent %s' % got


source = '''
a = await pause(1)
async with Manager() as b:
    c = [n async for n in numbers()]
    def f():
        return a, b
try:
    await pause(2)
    1 / 0
except ZeroDivisionError as error:
    d = [await pause(error) for i in range(2)]
async for e in numbers():
    print('for', e, sorted(k for k in locals() if len(k) == 1))
'''
names = {'pause': pause, 'Manager': Manager, 'numbers': numbers}
coroutine = eval(compile(source, 'here', 'exec', AWAIT), names)
print(type(coroutine), coroutine.cr_frame.f_locals is names, run(coroutine))
print(names['a'], names['b'], names['c'], names['d'], names['e'], names['f'](), 'error' in names)
print(run(eval(compile('await pause(1) + "!"', 'here', 'eval', AWAIT), {'pause': lambda x: pause('x')})))
inner = {}
run(eval(compile('x = await pause(0)\nglobals()["y"] = 1', 'here', 'exec', AWAIT), names, inner))
print(inner, names['y'])
function = types.FunctionType(compile('await pause(3) == a', 'here', 'eval', AWAIT), names)
print(run(function()))
failing = eval(compile('await pause(4)\n1 / 0', 'here', 'exec', AWAIT), names)
try:
    run(failing)
except ZeroDivisionError as error:
    frame = error.__traceback__.tb_next.tb_next.tb_frame
    print(frame.f_code.co_name, frame.f_lineno, frame.f_locals is names)
    del frame
left = eval(compile('await pause(5)', 'here', 'exec', AWAIT), names)
print(left.send(None), left.cr_frame.f_locals is names)
left.close()
cyclic = {'pause': pause}
cyclic['self'] = eval(compile('await pause(6)', 'here', 'exec', AWAIT), cyclic)
print(cyclic['self'].send(None))
del cyclic, left, coroutine, failing
gc.collect()
never = eval(compile('await pause(7)', 'here', 'exec', AWAIT), names)
never.close()
