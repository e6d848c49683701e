from itertools import tee
class C:
    def __init__(self, i): self.i = i
    def __del__(self): print(self.i, end=" ")
a, b = tee(C(i) for i in range(5))
for x, y in zip(a, b): pass
del x, y, a, b
print()
a, b = tee(C(i) for i in range(130))
for i in range(120): next(a)
for i in range(60): next(b)
print()
del a
print()
del b
print()
