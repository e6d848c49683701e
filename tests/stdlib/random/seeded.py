"""random, seeded: the same numbers as CPython's Mersenne twister."""
import random

random.seed(42)
print([random.random() for _ in range(3)], [random.randint(1, 6) for _ in range(10)], random.choice("abcdef"), random.uniform(1, 10), random.getrandbits(64), random.randrange(0, 100, 7))
l = list(range(10))
random.shuffle(l)
print(l, random.sample(range(100), 5), random.choices("xyz", k=5), random.choices([1, 2], weights=[9, 1], k=6), random.gauss(0, 1), random.expovariate(2), random.triangular(), random.betavariate(1, 2), random.normalvariate(5, 2))
random.seed("text")
print(random.random(), random.randbytes(4))
random.seed(10 ** 30)
print(random.random())
random.seed(-5)
print(random.random())
random.seed(2.5)
print(random.random())
a, b = random.Random(7), random.Random(7)
print(a.random() == b.random(), a.randint(1, 10 ** 20), b.getrandbits(1), random.Random(0).random())
state = random.getstate()
x = random.random()
random.setstate(state)
print(x == random.random(), len(state[1]))
for wrong in ("random.choice([])", "random.randint(5, 1)", "random.sample([1], 2)", "random.randrange(0)", "random.getrandbits(-1)", "random.shuffle((1, 2))", "random.sample({1}, 1)", "random.choices([], k=1)", "random.seed([])"):
    try:
        print(wrong, eval(wrong))
    except (IndexError, ValueError, TypeError) as e:
        print(wrong, type(e).__name__, e)
