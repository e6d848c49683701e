# sys.set_asyncgen_hooks: who is told of an asynchronous generator, and who closes one that dies.
import gc, sys
from _drive import Wait, run, attempt

async def gen(name):
    try:
        yield 1
        yield 2
    finally:
        print('  closing', name)
        await Wait('bye')
        print('  closed', name)

def first(g):
    print('first', g.__name__)
kept = []
def final(g):
    print('final', g.__name__, g.ag_running)
    kept.append(g)

print(sys.get_asyncgen_hooks(), sys.set_asyncgen_hooks(first, final))
print(sys.get_asyncgen_hooks() == (first, final), sys.get_asyncgen_hooks().firstiter is first)
async def one():
    g = gen('a')
    print(await g.__anext__(), await g.__anext__())
    del g
    print('dropped')
    g = gen('b')
    del g
    g = gen('c')
    await g.asend(None)
    await g.aclose()
    del g
    g = gen('d')
    async for x in g:
        break
    del g
run(one())
print(len(kept))
for g in kept:
    print(run(g.aclose()))
kept.clear()

# the finalizer of the first step counts
g = gen('e')
attempt(lambda: g.__anext__().send(None))
sys.set_asyncgen_hooks(finalizer=None)
print(sys.get_asyncgen_hooks() == (first, None))
del g
print(len(kept), run(kept.pop().aclose()))

print(attempt(lambda: sys.set_asyncgen_hooks(1)), attempt(lambda: sys.set_asyncgen_hooks(finalizer=2)))
def bad(g):
    raise KeyError('hook')
sys.set_asyncgen_hooks(firstiter=bad)
g = gen('f')
print(attempt(lambda: g.__anext__()))
print(attempt(lambda: g.__anext__().send(None)))
sys.set_asyncgen_hooks(None, None)

# without a finalizer: closed as a generator is, which may not wait
unraisable = []
sys.unraisablehook = lambda u: unraisable.append((type(u.exc_value).__name__, str(u.exc_value), u.err_msg, type(u.object).__name__))
g = gen('g')
attempt(lambda: g.__anext__().send(None))
del g
print(unraisable)
unraisable.clear()
def raising(g):
    raise KeyError('finalizer')
sys.set_asyncgen_hooks(None, raising)
g = gen('h')
attempt(lambda: g.__anext__().send(None))
del g
print(unraisable)
sys.set_asyncgen_hooks(None, None)

# in a cycle
import weakref
async def holder():
    me = yield
    yield me
g = holder()
attempt(lambda: g.asend(None).send(None))
attempt(lambda: g.asend(g).send(None))
dead = weakref.ref(g)
del g
gc.collect()
print(dead() is None)
sys.set_asyncgen_hooks(first, final)
print(attempt(lambda: sys.set_asyncgen_hooks(first, final)))
