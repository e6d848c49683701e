"""collected counts exactly what was found, in the generation that was asked for."""
import gc

gc.disable()
gc.collect()
before = gc.get_stats()


def rings(n):
    for _ in range(n):
        l = []
        l.append(l)


rings(3)
gc.collect(0)
rings(5)
gc.collect(1)
rings(7)
gc.collect()
gc.collect()
after = gc.get_stats()
for old, new in zip(before, after):
    print({key: new[key] - old[key] for key in new})
