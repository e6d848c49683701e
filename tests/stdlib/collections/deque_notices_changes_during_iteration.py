"""deque: many blocks, every method at its edges, changes while an item is compared, copies of subclasses, sizes."""
from _collections import *
from _collections import _count_elements as CE, _tuplegetter as TG, _deque_iterator as DI
import gc
import sys
import _weakref as weakref
gc.disable()
def t(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e)
d=deque(range(200)); print(len(d), d[0], d[63],d[64],d[100],d[199],d[-1], sys.getsizeof(d))
d.rotate(70); print(list(d)[:80][-12:], sys.getsizeof(d)); d.rotate(-150); print(d[0],d[-1], sys.getsizeof(d)); d.rotate(1000); d.rotate(-999); print(d[0])
d.insert(5,'x'); d.insert(-5,'y'); d.insert(100,'z'); print(d, len(d)); del d[100]; del d[-5]; d.remove('x'); t(d.remove,'q'); t(d.index,'q'); print(d.index(3), d.index(3,-190), d.count(4))
t(d.index,3,'a'); t(d.__getitem__,500); t(d.__delitem__,-500); t(lambda:d*'a'); t(lambda:d+[1]); t(lambda:1+d); t(lambda:2.0*d); t(deque,1); t(deque,[],-1); t(deque,[],'a'); t(deque,[],2**70); t(deque,1,2,3); t(lambda:deque(x=1)); t(d.insert,'a',1); t(d.rotate,2**70)
t(lambda: d.__setattr__('maxlen',3)); t(hash,d); t(deque().pop); t(deque().popleft); t(DI,3); print(list(DI(deque('abcd'),2)), list(DI(deque('abc'),-2)),list(DI(deque('abc'),20)))
e=deque('abc',maxlen=5); e*=3; print(e, e*2, 2*e, e*0, e*-1); t(lambda: deque('abc',maxlen=5).insert(9,1)); e2=deque('abcde',5); t(e2.insert,1,1)
e=deque('abc',maxlen=2); print(e, e+deque('xyz'), e.copy()); e.extend(e); print(e); e.extendleft(e); print(e); e=deque('abc'); e.extend(e); e+=e; e.extendleft(e); print(e); print(e*100000 == deque('cbacbaabcabc')*1 ); 
class D(deque):
    pass
z=D('abc',3); z.q=1; print(z, z.copy(), type(z.copy()), z.__copy__(), z+z, type(z*2)); print(deque('a').__reduce__()[:3], e.__iter__().__reduce__()[1][1])
class Bad(deque):
    def __init__(self): pass
    def __new__(cls,*a): return deque.__new__(cls) if not a else 3
t(Bad().copy)
class M:
    def __init__(s,d,f): s.d=d; s.f=f
    def __eq__(s,o): s.f(s.d); return False
for f in (lambda d:d.append(1), lambda d:d.clear(), lambda d:d.pop(), lambda d: d.rotate(1)):
    for op in (lambda d,x: x in d, lambda d,x: d.count(x), lambda d,x: d.index(x), lambda d,x: d.remove(x), lambda d,x: d==deque([x]*10),lambda d,x: d<deque([x]*10)):
        d=deque(range(10)); t(op,d,M(d,f))
it=iter(d); next(it); d.append(3); t(next,it); t(next,it); print(it.__length_hint__())
r=deque([1],9); r.append(r); print(r); print(deque([1,2])<deque([1,3]), deque([1])<deque([1,2]), deque([1])>=deque([1,2]), deque()==[], deque([1])!=deque([2]))
w=weakref.ref(r); del r; gc.collect(); print(w())
print(list(reversed(deque('abc'))))
q=deque(); 
for i in range(1000): q.append(i); q.append(i); q.popleft()
print(len(q), q[0], sys.getsizeof(q)); q.reverse(); print(list(q)[:3]); q.clear(); print(q, sys.getsizeof(q)); q.appendleft(3); print(q, sys.getsizeof(deque()))
