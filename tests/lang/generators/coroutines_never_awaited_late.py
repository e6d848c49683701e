# Coroutines that die with the modules; the function of warnings that words the warning may fail, or be gone.
async def work(n): return n
import sys
sys.keep = work(1)
class C: pass
c = C(); c.c = c; c.w = work(2)
del c
import gc; gc.collect()
keep = [work(3)]
keep.append(keep)
import warnings
def boom(coro): raise KeyError('boom')
warnings._warn_unawaited_coroutine = boom
async def work(n): return n
work(4)
del warnings._warn_unawaited_coroutine
work(5)
