# What a special method does whose descriptor fails: where CPython takes that for a method that is not there, and where the error is passed on.
# Of each special method only those actions are shown that do something else than with a plain object.
class P:
    def __get__(self, i, o): raise ValueError('got')
names = '__repr__ __str__ __hash__ __call__ __iter__ __next__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __getattr__ __get__ __set__ __delete__ __init__ __neg__ __pos__ __invert__ __abs__ __int__ __float__ __index__ __bool__ __len__ __getitem__ __setitem__ __delitem__ __contains__ __add__ __radd__ __sub__ __rsub__ __mul__ __pow__ __rpow__ __iadd__ __divmod__ __enter__ __exit__ __await__ __reversed__ __format__ __bytes__ __complex__ __round__ __trunc__ __length_hint__ __dir__ __sizeof__ __instancecheck__ __subclasscheck__ __missing__ __fspath__ __class_getitem__ __set_name__ __init_subclass__ __del__ __setattr__ __delattr__'.split()
def w(a):
    with a: pass
def iadd(a):
    a += 1
import math, operator, sys
acts = dict(repr=repr, str=str, hash=lambda a: hash(a) and 1, call=lambda a: a(), iter=iter, next=next, lt=lambda a: a<1, le=lambda a: a<=1, eq=lambda a: a==1, ne=lambda a: a!=1, rgt=lambda a: 1>a, getattr=lambda a: a.zzz, neg=lambda a: -a, inv=lambda a: ~a, abs=abs, int=int, float=float, index=lambda a: [1][a], bool=bool, len=len, item=lambda a: a[0], setitem=lambda a: a.__class__.__setitem__(a, 1, 1), contains=lambda a: 1 in a, add=lambda a: a+1, radd=lambda a: 1+a, sub=lambda a: a-1, pow=lambda a:a**2, rpow=lambda a: 2**a, divmod=lambda a: divmod(a,1), iadd=iadd, w=w, reversed=reversed, format=format, bytes=bytes, complex=complex, round=round, trunc=math.trunc, lh=lambda a: list(a), dir=lambda a: len(dir(a)) > 3, sizeof=lambda a: sys.getsizeof(a) > 0, inst=lambda a: isinstance(1, a), sub_=lambda a: issubclass(int, a), slice=lambda a: [1,2][a:], chr=chr, hex=hex, range=range, join=lambda a: ''.join([a]), sum=lambda a: sum([a, a]), sorted=lambda a: sorted([a, a]), setattr=lambda a: setattr(a, 'q', 1), unpack=lambda a: [*a], kw=lambda a: dict(**a), fmt=lambda a: '%s %d' % (a, a), fstr=lambda a: f'{a}{a!r}', eqid=lambda a: a==a, tuple=tuple, math=math.sqrt, floor=math.floor)
def norm(s):
    out = ''; 
    i = s.find('0x')
    return s if i < 0 else s[:i] + '0x>'

class Plain: pass
def results(c):
    row = {}
    for k, f in acts.items():
        try: row[k] = 'ok ' + norm(repr(f(c)))
        except BaseException as e: row[k] = type(e).__name__ + ' ' + norm(str(e))
    return row
plain = {k: v.replace('Plain', 'C') for k, v in results(Plain()).items()}
for n in names:
    if n in ('__fspath__',): continue
    try: C = type('C', (), {n: P()})
    except Exception as e: print(n, 'CLASS', type(e).__name__, e, repr(e.__cause__)); continue
    try: c = C()
    except Exception as e: print(n, 'NEW', type(e).__name__, e); continue
    row = results(c)
    if n == '__getattr__': del row['kw']  # CPython asks for keys() here
    print(n, *('\n   %s: %s' % (k, v) for k, v in row.items() if v != plain[k]))
