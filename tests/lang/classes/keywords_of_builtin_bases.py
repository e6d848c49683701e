# Keywords for classes derived from built-in ones: taken by an own __new__ or __init__, and passed over by the other.
class L(list):
    def __new__(cls, *a, k=0, **kw):
        self = super().__new__(cls, *a); self.k = k; return self
try: print(L([1, 2], k=5), L([1], k=3).k)
except TypeError as e: print(e)
class L2(list):
    def __new__(cls, x): return super().__new__(cls)
    def __init__(self, x): super().__init__([x])
print(L2(5))
class L3(list):
    def __init__(self, *a, k=None): super().__init__(*a); self.k = k
print(L3([1], k=2).k)
class L4(list): pass
for f in (lambda: L4([1], k=1), lambda: L4(1), lambda: list([1], k=1), lambda: list(iterable=[1]), lambda: L4(iterable=[1]), lambda: L4([1], [2]), lambda: list.__new__(L4, 1, 2, k=3), lambda: list.__new__(list, 5, k=3)):
    try: print(f())
    except TypeError as e: print(e)
class D(dict):
    def __new__(cls, *a, k=0, **kw): self = super().__new__(cls, *a); return self
print(D({1: 2}, k=3))
class S(set):
    def __new__(cls, *a, k=0): return super().__new__(cls, *a)
for f in (lambda: S([1], k=2), lambda: set([1], k=2), lambda: type('S2', (set,), {})([1], k=3), lambda: frozenset([1], k=2), lambda: type('F2', (frozenset,), {})([1], k=3), lambda: type('T2', (tuple,), {})([1], k=3), lambda: tuple([1], k=2), lambda: type('B2', (bytearray,), {})(b'x', k=2), lambda: type('I2', (int,), {})(5, k=2), lambda: type('St2', (str,), {})('x', k=2), lambda: type('F3', (float,), {})(5, k=2), lambda: type('En', (enumerate,), {})([5], start=2), lambda: type('Re', (reversed,), {})([5], k=2), lambda: type('Z', (zip,), {})([5], k=2), lambda: type('M', (map,), {})(str, [5], k=2), lambda: type('Fi', (filter,), {})(str, [5], k=2), lambda: type('P', (property,), {})(k=2), lambda: type('O', (object,), {})(k=2)):
    try: print(type(f()).__name__)
    except TypeError as e: print(e)
class T(tuple):
    def __new__(cls, *a, k=0): return super().__new__(cls, *a)
    def __init__(self, *a, k=0): print('init', k)
print(T([1], k=2))
class FS(frozenset):
    def __init__(self, *a, k=0): print('init', k)
for f in (lambda: FS([1], k=2),):
    try: print(f())
    except TypeError as e: print(e)
class En(enumerate):
    def __init__(self, *a, k=0): pass
for f in (lambda: En([1], k=2),):
    try: print(list(f()))
    except TypeError as e: print(e)
