# Coroutines as objects: attributes, their iterator, once and once only, and what can be awaited.
import sys
async def f(a=1):
    "doc"
    x = 2
    await g()
class A:
    def __await__(self): yield 1; yield 2; return 3
async def g(): return await A()
c = f()
print(c.__name__, c.__qualname__, c.cr_running, c.cr_await, c.cr_frame.f_lineno, c.cr_frame.f_locals, c.cr_code is f.__code__, c.cr_suspended, c.cr_origin)
print(c.send(None), type(c.cr_await), c.cr_running, c.cr_suspended, c.cr_frame.f_lineno, sorted(c.cr_frame.f_locals), c.cr_await.cr_await.__name__)
for n in ('__name__', '__qualname__'):
    setattr(c, n, 'new'); print(getattr(c, n))
    try: setattr(c, n, 5)
    except TypeError as e: print(e)
    try: delattr(c, n)
    except TypeError as e: print(e)
for n in ('cr_running', 'cr_await', 'cr_frame', 'cr_code', 'cr_suspended', 'cr_origin'):
    try: setattr(c, n, 5)
    except AttributeError as e: print(e)
print(c.send(None))
try: c.send(None)
except StopIteration as e: print(repr(e))
print(c.cr_frame, c.cr_await, c.cr_suspended, c.cr_running)
print(sorted(n for n in dir(c) if n[:3] in ('cr_', '__a', '__n', 'sen', 'thr', 'clo')))
w = g().__await__()
print(type(w), sorted(n for n in dir(w) if n[:2] != '__'), iter(w) is w, next(w), w.send(None))
try: w.send(None)
except StopIteration as e: print(repr(e))
w = g().__await__(); next(w); w.close()
w = g().__await__(); next(w)
try: w.throw(ValueError(1))
except ValueError as e: print(repr(e))
try: next(w)
except RuntimeError as e: print(e)
try: type(w)()
except TypeError as e: print(e)
print(f.__code__.co_flags, (lambda: (yield)).__code__.co_flags, sys.getsizeof(w))
async def ag(): yield 1
print(ag.__code__.co_flags)


async def f(): return 1
def t(g, *a):
    try: print(g(*a))
    except BaseException as e: print(type(e).__name__, e)
c = f(); t(c.send, None)
t(c.send, None); t(c.throw, ValueError(1)); t(c.close)
c = f(); c.close(); t(c.send, None); t(c.close); t(c.throw, ValueError)
c = f(); t(c.throw, ValueError('v')); t(c.send, None)
c = f(); t(c.send, 5); t(c.send, None)
async def g(): return await c
t(g().send, None)
async def h(): await h2()
class W:
    def __await__(self): yield 1
async def h2(): await W()
a = h2()
async def x(): await a
x1 = x(); x1.send(None)
t(x().send, None)
def gen():
    try: yield from f()
    except TypeError as e: print(e)
list(gen())
async def own():
    try: me.send(None)
    except ValueError as e: print(e)
    try: me.throw(ValueError(1))
    except ValueError as e: print(e)
    try: me.close()
    except ValueError as e: print(e)
me = own(); t(me.send, None)
async def stop(): raise StopIteration(5)
t(stop().send, None)
async def ignore():
    try: await W()
    except GeneratorExit: await W()
i = ignore(); i.send(None); t(i.close)
for v in (5, object(), [1], (x for x in ())):
    async def bad(): await v
    t(bad().send, None)
class B1:
    def __await__(self): return f()
class B2:
    def __await__(self): return 5
class B3:
    __await__ = None
class B4:
    def __await__(self): raise KeyError('k')
for v in (B1(), B2(), B3(), B4()):
    async def bad(): await v
    t(bad().send, None)
t(iter, f()); t(next, f()); t(list, f())
