"""Objects of many kinds, linked and let go at random, with finalizers that bring some back, callbacks and collections in between: all
that can be seen of it comes in one order."""
import gc
import random
import sys
import weakref

log = []
brought_back = []


class Plain:
    def __init__(self, serial):
        self.serial, self.a, self.b, self.c = serial, None, None, None


class Finalized(Plain):
    def __del__(self):
        log.append(f"del {self.serial}")
        if self.serial % 5 == 0:
            brought_back.append(self)
        if self.serial % 7 == 0:
            self.__dict__.clear()


class Slots:
    __slots__ = ("serial", "a", "b", "__weakref__")

    def __init__(self, serial):
        self.serial = serial


class ListOfItsOwn(list):
    def __init__(self, serial):
        self.serial = serial

    def __del__(self):
        log.append(f"del list {self.serial}")


def generate(item):
    try:
        yield item
    finally:
        log.append(f"generator of {item} closed")


def started(serial):
    generator = generate([serial])
    next(generator)
    return generator


KINDS = [Plain, Plain, Finalized, Finalized, Slots, ListOfItsOwn, started, lambda serial: {}, lambda serial: [serial]]


def link(rng, holder, other):
    if isinstance(holder, Plain):
        setattr(holder, rng.choice("abc"), other)
    elif isinstance(holder, Slots):
        setattr(holder, rng.choice("ab"), other)
    elif isinstance(holder, list):
        holder.append(other)
    elif isinstance(holder, dict):
        holder[rng.randrange(5)] = other


def callback(step):
    return lambda reference: log.append(f"callback {step}, dead: {reference() is None}")


def can_be_referenced_weakly(thing):
    return type(thing) not in (list, dict)


def describe(thing):
    referents = sorted(type(x).__name__ for x in gc.get_referents(thing) if type(x).__name__ != "code")
    return (f"{type(thing).__name__}: {gc.is_tracked(thing)} {gc.is_finalized(thing)} {sys.getrefcount(thing)} {len(gc.get_referrers(thing))} {referents}")


def watch(rng, step, thing, references, objects):
    kind = rng.randrange(5)
    if kind < 3:
        references.append(weakref.ref(thing, callback(step)))
    elif kind == 3:
        references.append(weakref.finalize(thing, log.append, f"finalize {step}"))
    else:
        link(rng, rng.choice(objects), weakref.ref(thing, callback(step)))


def collect_and_save_all():
    gc.set_debug(gc.DEBUG_SAVEALL)
    log.append(f"saved {gc.collect()}: {[type(x).__name__ for x in gc.garbage]}")
    gc.set_debug(0)
    gc.garbage.clear()


def freeze_or_not(rng):
    if rng.random() < .5:
        gc.freeze()
    else:
        gc.unfreeze()


def act(rng, step, objects, references):
    dice = rng.random()
    if dice < .4 or not objects:
        objects.append(rng.choice(KINDS)(step))
    elif dice < .7:
        link(rng, rng.choice(objects), rng.choice(objects))
    elif dice < .78:
        thing = rng.choice(objects)
        if can_be_referenced_weakly(thing):
            watch(rng, step, thing, references, objects)
    elif dice < .91:
        objects.pop(rng.randrange(len(objects)))
    elif dice < .93 and references:
        references.pop(rng.randrange(len(references)))
    elif dice < .96:
        log.append(f"collected {gc.collect(rng.randrange(3))}")
    elif dice < .965:
        collect_and_save_all()
    elif dice < .97:
        freeze_or_not(rng)
    elif dice < .975:
        brought_back.clear()
    else:
        log.append(describe(rng.choice(objects)))


def tell(step):
    if log:
        print(f"step {step}:", *log, sep="\n    ")
        log.clear()


def live(seed):
    print("seed", seed)
    rng, objects, references = random.Random(seed), [], []
    for step in range(1, 500):
        act(rng, step, objects, references)
        tell(step)
    gc.unfreeze()
    for word, holder in ("objects", objects), ("brought back", brought_back), ("references", references):
        holder.clear()
        log.append(f"without the {word}: {gc.collect()}")
        tell(step)


gc.disable()
gc.collect()
for seed in range(8):
    live(seed)
brought_back.clear()
