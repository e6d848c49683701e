"""gc: debugging flags, freezing, looking at objects, callbacks, gc.garbage."""
import gc, sys
def t(f):
    try: r = f(); print(type(r) if type(r) is list and len(r) > 30 else r)
    except Exception as e: print(type(e).__name__, e)
gc.disable(); gc.collect()
for f in (lambda: gc.get_debug(), lambda: gc.set_debug(gc.DEBUG_STATS), lambda: gc.get_debug(), lambda: gc.set_debug(0), lambda: (gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK), lambda: gc.get_freeze_count(), lambda: gc.freeze(), lambda: gc.get_freeze_count() > 50, lambda: gc.unfreeze(), lambda: gc.get_freeze_count(), lambda: gc.collect(3), lambda: gc.collect(-1), lambda: gc.collect('x'), lambda: gc.get_objects(3), lambda: gc.get_objects('x'), lambda: gc.set_threshold(0), lambda: gc.get_threshold(), lambda: gc.set_threshold(700, 10, 10), lambda: gc.garbage, lambda: gc.callbacks, lambda: gc.is_tracked(1), lambda: gc.is_tracked([]), lambda: gc.is_tracked({}), lambda: gc.is_tracked({1: []}), lambda: gc.is_tracked((1,)), lambda: gc.get_count()[1:], lambda: sorted(x for x in dir(gc) if not x.startswith('_')), lambda: gc.set_debug('x')):
    t(f)
class A:
    def __init__(self, n): self.n = n
    def __repr__(self): return 'A%d' % self.n
a = A(1); b = A(2); a.b = b; b.a = a
l = [a]
print(gc.get_referents(l), [type(x).__name__ for x in gc.get_referrers(a) if x is not globals()], gc.get_referents(1, 'x'), gc.get_referents([1, 2], (3,)))
print(any(x is a for x in gc.get_objects()), any(x is a for x in gc.get_objects(0)))
del a, b, l
gc.set_debug(gc.DEBUG_SAVEALL)
print(gc.collect(), len(gc.garbage), sorted(map(repr, [g for g in gc.garbage if isinstance(g, A)])))
gc.garbage.clear()
gc.set_debug(0)
print(gc.collect(), gc.garbage)
ev = []
def cb(phase, info): ev.append((phase, info))
gc.callbacks.append(cb)
x = []; x.append(x); del x
print(gc.collect(), ev); ev.clear()
gc.collect(0); print(ev)
def bad(phase, info): raise ValueError('cb')
class F:
    def __del__(self): print('del', gc.is_finalized(self))
f = F(); print(gc.is_finalized(f), gc.is_finalized(3)); f.f = f; del f; gc.collect()
gc.freeze(); n = gc.get_freeze_count(); x = []; x.append(x); del x; print(gc.collect(), gc.get_freeze_count() == n); gc.unfreeze(); print(gc.get_freeze_count())
