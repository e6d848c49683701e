# What is deprecated warns: NotImplemented as a truth, strict subclasses from __int__, __index__, __float__ and __complex__, int() by __trunc__.
import warnings
warnings.simplefilter('always')
print(bool(NotImplemented), not NotImplemented)
if NotImplemented: pass
print(NotImplemented and 1, NotImplemented or 2)
print(1 if NotImplemented else 2, all([NotImplemented]), [x for x in [1] if NotImplemented])
while NotImplemented: break
assert NotImplemented
print(list(filter(None, [NotImplemented])), any([NotImplemented]))
def f():
    return NotImplemented and 3
f()
class I(int): pass
class T:
    def __trunc__(self): return 5
print(int(T()))
class T2:
    def __trunc__(self): return I(5)
print(type(int(T2())))
class N:
    def __int__(self): return I(7)
    def __float__(self): return F(1.5)
    def __index__(self): return I(3)
    def __complex__(self): return C(1)
class F(float): pass
class C(complex): pass
n = N()
print(type(int(n)), type(float(n)), [1,2,3,4][n], type(complex(n)), type(n.__index__()))
import operator, math
print(hex(n), chr(n), range(n), 'a' * n, math.sqrt(n), math.floor(n) if hasattr(n, '__floor__') else None, round(1.5, n), bytes(n), divmod(5, 2), '%d' % n, '%x' % n, '%f' % n, '%c' % n)
class B:
    def __index__(self): return True
    def __int__(self): return True
    def __float__(self): return 1
b = B()
print([1, 2][b], int(b))
try: float(b)
except TypeError as e: print(e)
class Bad:
    def __int__(self): return 1.5
    def __index__(self): return 'x'
    def __float__(self): return 'x'
    def __complex__(self): return 5
    def __trunc__(self): return 'x'
for f in (int, float, complex, hex, math.sqrt, math.trunc):
    try: print(f(Bad()))
    except TypeError as e: print(f.__name__, e)
class TI:
    def __trunc__(self): return N()
print(int(TI()))
class IX:
    def __index__(self): return 9
print(int(IX()), float(IX()), complex(IX()))
