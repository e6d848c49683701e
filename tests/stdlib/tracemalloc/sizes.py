# Blocks and their sizes are CPython's: of objects, of what they keep beside them, of the values of attributes.
import gc, tracemalloc
gc.disable()
class Empty: pass
class OneAttribute:
    def __init__(self): self.x = 1.5
class Slots: __slots__ = ("a", "b")
class Text(str): pass
class Items(list): pass
def generator(a):
    b = a
    yield b
makes = [lambda i: object(), lambda i: i + 100_000, lambda i: i * 1.5, lambda i: str(i + 1_000_000), lambda i: chr(300 + i) * 20,
    lambda i: chr(70_000 + i), lambda i: chr(200 + i % 40) * 3, lambda i: bytes(20 + i % 3), lambda i: bytearray(20), lambda i: OneAttribute(), lambda i: Empty(), lambda i: Slots(),
    lambda i: {1, 2}, lambda i: set(range(20)), lambda i: frozenset((i,)), lambda i: {j: j for j in range(20)}, lambda i: list(range(20)),
    lambda i: generator(i), lambda i: lambda: 1, lambda i: ValueError(), lambda i: OSError(), lambda i: complex(i, 1), lambda i: iter(()), lambda i: iter(""),
    lambda i: range(i + 300), lambda i: zip(), lambda i: property(), lambda i: Items(), lambda i: super(Empty), lambda i: int(i), lambda i: Text("ab")]
def measure(make, n=200):
    kept = [None] * (n + 10)
    for i in range(10): kept[n + i] = make(i)  # what free lists of CPython have left
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for i in range(n): kept[i] = make(i + 300)
    size = tracemalloc.get_traced_memory()[0] - before
    snapshot = tracemalloc.take_snapshot()
    tracemalloc.stop()
    count = sum(line.count for line in snapshot.statistics("lineno") if line.traceback[0].lineno == make.__code__.co_firstlineno)
    return size, count
for make in makes:
    size, count = measure(make)
    print(type(make(1)).__name__, round(size / 200), round(count / 200))

# Each of the first instances of a class has one place less for attributes than the one before.
def sizes(make, n=34):
    kept, result = [None] * n, []
    tracemalloc.start()
    for i in range(n):
        before = tracemalloc.get_traced_memory()[0]
        kept[i] = make()
        result.append(tracemalloc.get_traced_memory()[0] - before)
    tracemalloc.stop()
    return result[1:]
class A: pass
class B:
    def __init__(self): self.x = self.y = None
print(sizes(A))
print(sizes(B))

# The peak counts what lived for a moment.
tracemalloc.start()
before = tracemalloc.get_traced_memory()[0]
"x" * 100_000
bytes(50_000)
print(tracemalloc.get_traced_memory()[1] - before > 100_000)
tracemalloc.stop()
