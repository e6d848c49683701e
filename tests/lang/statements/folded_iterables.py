# What is only iterated over, or looked through by `in`, is a constant tuple or frozenset, or at least a tuple.
import gc

def f():
    for x in [1, 2]: pass
def g():
    return [i for i in [1, 2]], 1 in [1, 2], 1 in {1, 2}
print(f.__code__.co_consts, [type(c).__name__ for c in g.__code__.co_consts], g())

def iterated(generator):
    return type(gc.get_referents(generator)[-1]).__name__
k = [1]
print(iterated(i for i in [1, 2]), iterated(i for i in [k, 2]), iterated(i for i in k), iterated(i for i in [*k, 2]),
      iterated(i for i in []), iterated(i for i in {1, 2}), iterated(i for i in {1, k[0]}))

class Looked:
    def __init__(self, container): self.container = container
    def __eq__(self, other): return False
def calls(x, y):
    return x in [x, y], x not in [x, y], x in [1, 2], 1 < x in [3, x], x in [*k, x], x in {1, 2}, x in ()
print(calls(2, 3), calls("a", 5) if False else None)
for bad in ([], {}):
    try: bad in {1, 2}
    except TypeError as e: print(e)
if 3 in [1, 2]: print("wrong")
elif 3 not in {1, 2}: print("right")
for x in [*k, 4]: print(x, end=" ")
for x in [k, [4]]: print(x, end=" ")
for x in {5}: print(x)
print([y for x in [1, 2] for y in [x, 3]], {x for x in {7}})
print("abc"[1], "abc"[-1], (1, 2, 3)[0], b"abc"[2], ("x", ("y", "z"))[1][0])
try: "abc"[7]
except IndexError as e: print(e)
def sub(): return "abc"[1]
print(sub.__code__.co_consts)
