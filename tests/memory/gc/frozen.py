"""freeze() and unfreeze() keep the order of the objects that later collections show: the youngest first when they are frozen, the
frozen ones behind those that became old meanwhile."""
import gc

log = []


class Circular:
    def __init__(self, serial):
        self.serial, self.me = serial, self

    def __del__(self):
        log.append(self.serial)


def died(what):
    gc.collect()
    print(what, log)
    log.clear()


def of_three_generations():
    kept = [Circular(1), Circular(2)]
    gc.collect()
    kept += [Circular(3), Circular(4)]
    gc.collect(0)
    kept += [Circular(5), Circular(6)]
    return kept


gc.disable()
gc.collect()
kept = of_three_generations()
del kept
died("never frozen")

kept = of_three_generations()
gc.freeze()
gc.unfreeze()
kept.clear()
died("frozen for a moment")

kept = of_three_generations()
gc.freeze()
kept += [Circular(7), Circular(8)]
gc.collect()
kept += [Circular(9)]
gc.unfreeze()
kept.clear()
died("three generations frozen, one that is not")

kept = of_three_generations()
gc.freeze()
kept += [Circular(7)]
gc.freeze()
kept += [Circular(8)]
gc.unfreeze()
kept.clear()
died("frozen twice")

# Many die, frozen and not, and leave gaps among those that stay.
many = [Circular(n) for n in range(5000)]
gc.freeze()
for thing in many:
    thing.me = None
many[100:4900] = []
log.clear()
many += [Circular(n) for n in range(5000, 10000)]
for thing in many[200:]:
    thing.me = None
del thing
many[300:5100] = []
log.clear()
for thing in many:
    thing.me = thing
del thing
print(gc.collect(), gc.get_freeze_count() >= 200)
many[250:] = []
print(gc.collect(), len(log))
log.clear()
gc.unfreeze()
print(gc.get_freeze_count(), gc.collect())
many.clear()
died("all")
