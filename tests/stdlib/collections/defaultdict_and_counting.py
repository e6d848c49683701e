"""defaultdict, _count_elements, _tuplegetter; a cycle through deque and defaultdict."""
from _collections import *
from _collections import _count_elements as CE, _tuplegetter as TG, _deque_iterator as DI
import gc
import sys
import _weakref as weakref
gc.disable()
def t(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e)
# defaultdict
dd=defaultdict(list); dd[1].append(3); dd['x']; print(dd, dd.copy(), type(dd.copy()), dd.default_factory); t(defaultdict, 3); t(lambda: defaultdict(None)['k']); t(lambda: defaultdict()['k'])
print(defaultdict(int,[(1,2)],a=3), defaultdict(int,{1:2})|{3:4}, {3:4}|defaultdict(int,{1:2}), dd.__reduce__()[:2]); t(lambda: dd|3); dd|={5:6}; print(dd)
class E(defaultdict):
    def __missing__(self,k): return 'miss'
x=E(int); print(x[3], x, 3 in x); print(x.__missing__(4)); x.default_factory=None; print(x); del x.default_factory; print(x)
y=defaultdict(); y.default_factory=y.__getitem__; y['self']=y; print(repr(y).count('self'))
del y; gc.collect()
class F:
    def __call__(s): raise ValueError('no')
t(lambda: defaultdict(F())[1]); print(dd==dict(dd), dd.get('nope'), list(dd), len(dd)); t(lambda: dd[[]])
c={}; CE(c,'abracadabra'); print(c); t(CE,c,5); t(CE,{},[[]]); 
class DD(dict):
    def get(self,k,d): return 10
c=DD(); CE(c,'aab'); print(c); t(CE,{'a':'x'},'a')
g=TG(1,'doc'); print(g, g.__doc__, g.__reduce__()); t(g.__get__,(1,2)); t(g.__get__,(1,)); t(g.__get__,None,int); t(g.__get__,3); t(g.__set__,(1,2),3); t(g.__delete__,(1,)); t(TG,'a','b')
for n in (deque,defaultdict,DI,TG): print(n, n.__module__, n.__name__)
a=deque(); a.append(defaultdict(a.append)); a[0]['x']=a; del a; print(gc.collect())
