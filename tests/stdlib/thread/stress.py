# Threads that change the same containers, collect, raise, recurse and make generators, in quick turns.
import gc, random, sys, threading, time
sys.setswitchinterval(1e-5)
shared, numbers, members, problems = {}, [], set(), []
class Node:
    def __init__(self, n):
        self.n, self.me = n, self
    def __eq__(self, other):
        return self.n == getattr(other, 'n', None)
    def __hash__(self):
        return hash(self.n)
    def __repr__(self):
        return f'<{self.n}>'
def items():
    try:
        for i in range(5):
            yield i
    finally:
        pass
def work(seed):
    r = random.Random(seed)
    for i in range(400):
        shared[r.randrange(50)] = Node(i)
        numbers.append(i)
        if len(numbers) > 100:
            del numbers[:50]
        members.add(Node(r.randrange(30)))
        if i % 50 == 0:
            members.clear(); shared.clear(); gc.collect()
        try:
            sorted(list(numbers), key=lambda x: -x); repr(shared); repr(numbers)
        except RuntimeError as e:
            if 'changed size' not in str(e) and 'mutated' not in str(e): problems.append(e)
        if sum(items()) != 10: problems.append('sum')
        try:
            raise ValueError(seed)
        except ValueError as e:
            time.sleep(0)
            if sys.exc_info()[1] is not e or e.args != (seed,): problems.append('exc_info')
def deep(n):
    return deep(n + 1)
def recurses():
    try:
        deep(0)
    except RecursionError as e:
        print(e)
    nested = []
    for i in range(50000):
        nested = [nested]
    try:
        repr(nested)
    except RecursionError as e:
        print('repr:', type(e).__name__)
threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(problems)
t = threading.Thread(target=recurses); t.start(); t.join()

# one generator, resumed by several threads
def numbers_up():
    n = 0
    while True:
        for i in range(50): pass
        yield n
        n += 1
g, got, refused = numbers_up(), [], 0
def takes():
    global refused
    for i in range(200):
        try:
            got.append(next(g))
        except ValueError as e:
            refused += str(e) != 'generator already executing'
threads = [threading.Thread(target=takes) for k in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(got) == list(range(len(got))), refused)
