# A comprehension that awaits is itself awaited, in an async function; elsewhere it is a SyntaxError.
import sys
class W:
    def __init__(self, v): self.v = v
    def __await__(self): yield 'p%s' % self.v; return self.v * 2
def run(c):
    out = []
    try:
        while 1: out.append(c.send(None))
    except StopIteration as e: return out, e.value
async def f(): return [await W(i) for i in range(3)]
print(run(f()))
async def f(): return {await W(i) for i in range(3)}, {await W(i): await W(5) for i in range(2)}
print(run(f()))
async def f(): return [i for i in range(5) if await W(i)]
print(run(f()))
async def f(): return [(i, j) for i in range(2) for j in await W(range(2) and [1])]
print(run(f()))
async def f(): return [[await W(j) for j in range(i)] for i in range(3)]
print(run(f()))
async def f(): return [i for i in await W([1, 2])]
print(run(f()))
async def f(): return (i for i in await W([1, 2]))
print(list(run(f())[1]))
async def f(): return (await W(i) for i in [1, 2])
print(type(run(f())[1]))
async def f():
    x = [await W(i) for i in range(2)]
    y = [await W(i) for i in x]
    return x + y + [v for v in [await W(7)]]
print(run(f()))
async def f():
    try: return [await W(i) for i in 1]
    except TypeError as e: return str(e)
print(run(f()))
async def f(): return [await 5 for i in range(2)]
try: run(f())
except TypeError as e:
    tb = e.__traceback__
    while tb: print(tb.tb_frame.f_code.co_name, tb.tb_lineno); tb = tb.tb_next
async def f(): return [await W(i) for i in range(3)]
c = f(); c.send(None)
try: c.throw(ValueError('x'))
except ValueError as e: print(repr(e), c.cr_frame)
c = f(); c.send(None); print(type(c.cr_await), c.cr_await.__name__, c.cr_await.__qualname__); c.close()
for s in ('def f(): return [await x for x in y]', '[await x for x in y]', 'async def f():\n def g(): return [await x for x in y]', 'async def f():\n  return lambda: [await x for x in y]', 'def f(): return (await x for x in y)', 'async def f():\n class A: z = [await x for x in y]', 'lambda: await x', 'def f(): await x', 'async def f(): return [(yield x) for x in y]', 'def f(): return [(yield x) for x in y]', 'async def f(): return [[await x for x in z] for y in w]', 'async def f(): return ([await x for x in z] for y in w)'):
    try: compile(s, 'f', 'exec'); print('fine', s)
    except SyntaxError as e: print(e, '|', s)
