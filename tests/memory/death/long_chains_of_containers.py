# Chains much longer than any stack: of containers whose deaths CPython's trashcan counts, and of others.
import collections, itertools

class Attr:
    def __init__(self, t, l): self.t = t; self.l = l
    def m(self): pass
def closure(t, l):
    def f(): return t, l
    return f

for make in (lambda t: [t], lambda t: Attr(t, None), lambda t: closure(t, None), lambda t: Attr(t, None).m):
    t = None
    for i in range(100_000): t = make(t)
    del t
for make in (lambda t: collections.deque([t]), lambda t: itertools.chain(t or (), ()), lambda t: slice(t)):
    t = None
    for i in range(3000): t = make(t)
    del t
print("end")
