"""Objects that change their class keep their attributes, however many the instances of either class mostly have; they work, and die, as others."""
import gc
import random
import weakref


class Base:
    def who(self):
        return "Base"


def make(number):
    attributes = number % 7

    class Made(Base):
        tag = number

        def __init__(self):
            for i in range(attributes):
                setattr(self, f"a{i}", i)

        def who(self):
            return number

    if attributes == 5:
        def __init__(self):
            self.a0 = self.a1 = self.a2 = self.a3 = self.a4 = self.a5 = self.a6 = 0
        Made.__init__ = __init__
    Made.__name__ = f"Made{number}"
    return Made


class Many(Base):
    def __init__(self):
        self.a0, self.a1, self.a2, self.a3, self.a4, self.a5, self.a6, self.a7, self.a8, self.a9 = range(10)


class FewOfMany(Many):
    def __init__(self):
        self.a1 = "few"

    def __del__(self):
        deaths.append(sorted(name for name in vars(self) if name != "me"))


deaths = []
classes = [make(number) for number in range(9)] + [Base, Many, FewOfMany]


def shown(thing):
    return {name: value for name, value in sorted(vars(thing).items()) if name != "me"}


def change(rng, thing):
    name = f"a{rng.randrange(12)}"
    dice = rng.randrange(10)
    if dice < 3:
        thing.__class__ = rng.choice(classes)
    elif dice < 5:
        setattr(thing, name, rng.randrange(100))
    elif dice == 5 and hasattr(thing, name):
        delattr(thing, name)
    elif dice == 6:
        thing.me = thing
    elif dice == 7:
        thing.__dict__ = {name: "new dict"}
    elif dice == 8:
        type(thing)().__class__ = type(thing)
        getattr(thing, "__init__", print)()
    elif dice == 9:
        thing.__dict__.clear()


def live(seed):
    rng = random.Random(seed)
    things = []
    for step in range(400):
        if rng.random() < .1 or not things:
            things.append(rng.choice(classes)())
        thing = rng.choice(things)
        change(rng, thing)
        print(seed, step, type(thing).__name__, thing.who(), getattr(thing, "tag", "no tag"), shown(thing))
        if len(things) > 20:
            del things[5:15]
        if step % 50 == 0:
            gc.collect()


gc.disable()
for seed in range(3):
    live(seed)
    gc.collect()
print(len(deaths), deaths[:20])
deaths.clear()
