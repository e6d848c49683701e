# gc: cycles, generations, statistics, callbacks, garbage, referrers
import gc
class Node:
    pass
gc.collect()
gc.callbacks.append(lambda phase, info: print(phase, info['generation']))
a = Node()
a.me = a
del a
print(gc.collect(1) if gc.get_threshold()[0] else 0, len(gc.get_stats()), gc.isenabled())
gc.callbacks.clear()
b = [1]
c = [b]
print([x is c for x in gc.get_referrers(b) if isinstance(x, list)], gc.is_tracked(c), gc.get_referents(c))
