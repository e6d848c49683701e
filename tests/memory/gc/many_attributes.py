"""Objects with more attributes than they have room for: as long as the names fit the keys that all instances of the class share, and nobody asks for it, there is no dict for the collector."""
import gc
import random


class Del:
    def __del__(self):
        print("del", end=" ")


def choose(rng, step, item):
    return rng.choice([step, [step], item, (item,), Del() if step % 10 == 0 else None])


def describe(item):
    print(sorted(type(x).__name__ for x in gc.get_referents(item)), gc.is_tracked(item), len(gc.get_referrers(item)), end=" ")


def act(rng, step, items, cls, names):
    item, name, dice = rng.choice(items), rng.choice(names), rng.random()
    if dice < .6:
        setattr(item, name, choose(rng, step, item))
    elif dice < .8:
        if hasattr(item, name):
            delattr(item, name)
    elif dice < .82:
        print(sorted(vars(item))[:2], end=" ")
    elif dice < .83:
        gc.collect(rng.randrange(3))
    elif dice < .84:
        items[rng.randrange(len(items))] = cls()
    elif dice < .845:
        item.__dict__ = {}
    elif dice < .85:
        item.__class__ = cls
    else:
        describe(item)


def live(seed, names, instances):
    rng, cls = random.Random(seed), type("C", (), {})
    items = [cls() for _ in range(instances)]
    for step in range(400):
        act(rng, step, items, cls, [f"n{i}" for i in range(names)])
    print([list(vars(item)) if rng.random() < .3 else dir(item)[-1] for item in items])
    items = None
    print(gc.collect())


class FromKeywords:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)
        self.me = self


def tracked_dicts():
    return sum(type(x) is dict for x in gc.get_objects())


def made_from_keywords(count):
    before = tracked_dicts()
    made = [FromKeywords(**{f"name{i}": [i] for i in range(count)}) for _ in range(3)]
    print(count, "names:", tracked_dicts() - before, "dicts,", len(gc.get_referents(made[2])), "referents", end=", ")
    made[1].__dict__
    print(tracked_dicts() - before, "dicts", end=", ")
    made = None
    print("collected", gc.collect())


gc.disable()
gc.collect()
for count in 0, 1, 3, 4, 5, 6, 10, 14, 15, 16, 20, 30:
    made_from_keywords(count)
for seed in range(1, 40, 3):
    live(seed, seed * 3 % 34 + 1, seed * 5 % 28 + 1)
