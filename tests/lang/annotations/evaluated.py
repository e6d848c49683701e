def f(a: list[int] = 3, /, b: int=1, *c: 5, d: (1, 2) = 4, **e: {'a': 1}) -> None: pass
print(f.__annotations__)
Ts = (7,)
def g(*args: *Ts): pass
print(g.__annotations__)
try:
    def g(*args: *(1, 2)): pass
except ValueError as e: print(e)
class A:
    if 1:
        y: int
    for i in (): q: str
    __p: int = 1
    def m(self, __x: int) -> str: pass
print(A.__annotations__, A.m.__annotations__)
class O: pass
o = O()
def p(x): print('p', x); return o
p(1).b: p(2) = p(3)
p(1).b: p(2)
d = {}
d[p(1)]: p(2) = p(3)
d[p(1)]: p(2)
(w): p(4) = p(5)
def fn():
    p(1).b: p(2) = 3
    p(1).b: p(2)
    x: undefined = 3
    print(x)
fn()
try:
    nn: undefined = 1
except NameError as e: print(e, nn)
while True:
    try:
        k: int = 3
    finally:
        break
print(__annotations__)
