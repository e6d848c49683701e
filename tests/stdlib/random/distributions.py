"""Every distribution of random, from seeds of every type."""
import random
random.seed(1); print(random.random(), random.randint(1,100), random.choice('abcdef'), random.gauss(0,1), random.sample(range(100),5), random.uniform(1,2))
l=list(range(10)); random.shuffle(l); print(l, random.choices([1,2,3],k=5), random.choices('ab',weights=[1,9],k=4), random.randrange(0,100,7), random.getrandbits(70))
for s in ('hello',b'x',1.5,-3,10**40,bytearray(b'q')):
    random.seed(s)
    if s is not None: print(s, random.random(), random.betavariate(1,2), random.expovariate(1), random.normalvariate(), random.triangular(), random.gammavariate(.5,1), random.lognormvariate(0,1), random.vonmisesvariate(1,2), random.paretovariate(2), random.weibullvariate(1,2))
r=random.Random(42); st=r.getstate(); a=[r.random() for _ in range(3)]; r.setstate(st); print(a==[r.random() for _ in range(3)], a, r.randbytes(5))
try: random.choice([])
except IndexError as e: print(e)
try: random.randint(5,1)
except ValueError as e: print(e)
try: random.sample([1],2)
except ValueError as e: print(e)
