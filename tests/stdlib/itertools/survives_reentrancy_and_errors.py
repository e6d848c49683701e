"""itertools: cycles that the collector finds, iterators called again from within, errors on the way, subclasses."""
import itertools as I, gc
gc.disable()
class C: pass
def cyc(f):
    c=C(); c.x=f(c); c=None; return gc.collect()
it=iter
print(cyc(lambda c:I.chain([c],[c])), cyc(lambda c:I.cycle([c])),cyc(lambda c:I.repeat(c)),cyc(lambda c:I.accumulate([c],None,initial=c)))
print(cyc(lambda c:I.product([c],[c])),cyc(lambda c:I.permutations([c])),cyc(lambda c:I.groupby([c,c],lambda x:c)),cyc(lambda c:I.tee([c])))
def adv(f):
    def g(c):
        x=f(c); x and next(x); return x
    return cyc(g)
print(adv(lambda c:I.chain([c],[c])), adv(lambda c:I.cycle([c])),adv(lambda c:I.groupby([c,c],lambda x:c)),adv(lambda c:I.tee([c,c])[0]),adv(lambda c:I.pairwise([c,c,c])),adv(lambda c:I.islice([c,c],2)), adv(lambda c:next(I.groupby([c]))[1]))
# re-entrancy
class R:
    def __init__(s,n): s.n=n; s.it=None; s.deep=0
    def __iter__(s): return s
    def __next__(s):
        s.n-=1
        if s.n<0: raise StopIteration
        if not s.deep and s.it is not None:
            s.deep=1
            try: x=next(s.it,"end"); print("inner", x if not (isinstance(x,tuple) and hasattr(x[-1],"__next__")) else x[0])
            except Exception as e: print(type(e).__name__, e)
            s.deep=0
        return s.n
for f in (lambda r:I.chain(r,r), I.cycle, lambda r:I.zip_longest(r,r), lambda r:I.islice(r,1,7,2), I.groupby, lambda r:I.tee(r)[0], I.accumulate, lambda r:I.compress(r,[1]*9), lambda r:I.takewhile(bool,r), lambda r:I.dropwhile(lambda x:x>3,r), lambda r:I.filterfalse(lambda x:x==2,r), lambda r:I.starmap(lambda *a:a,([i] for i in r))):
    r=R(6); r.it=f(r)
    try: print([x if not isinstance(x,tuple) or not hasattr(x[-1],'__next__') else x[0] for x in I.islice(r.it,9)])
    except Exception as e: print(type(e).__name__, e)
    r.it=None
class S:
    """Ends its own chain while being asked."""
    def __iter__(s): return s
    def __next__(s): list(s.c); raise StopIteration
s=S(); s.c=I.chain.from_iterable(it([[1],s.__class__() if 0 else s,[2]]))
try: print(list(s.c))
except RecursionError as e: print('RecursionError')
s.c=None
def bad(k):
    def f(x):
        if x==k: raise ValueError(k)
        return x
    return f
for mk in (lambda:I.groupby(range(5),bad(2)), lambda:I.takewhile(bad(2),range(1,5)), lambda:I.dropwhile(bad(2),range(1,5)),lambda:I.filterfalse(bad(2),range(5)), lambda:I.accumulate(range(5),lambda a,b:bad(2)(b)), lambda:I.chain.from_iterable([[1],5,[2]]), lambda:I.starmap(bad(1),[(0,),(1,),(2,)]), lambda:I.compress([1,2,3],map(bad(1),[1,1,0])), lambda: I.islice(map(bad(1),range(4)),3), lambda:I.zip_longest(map(bad(1),range(4)),'abcdef'), lambda:I.pairwise(map(bad(1),range(5))),lambda:I.cycle(map(bad(1),range(3)))):
    i=mk(); out=[]
    for _ in range(7):
        try: x=next(i,'end'); out.append(x if not(isinstance(x,tuple) and hasattr(x[-1],'__next__')) else x[0])
        except Exception as e: out.append(repr(e))
    print(out)
a,b=I.tee(iter(range(130))); print(sum(I.islice(a,100)), sum(b), list(a)[:2], list(a)); c=I.tee(a); print(c[0] is a)
import _weakref
a=I.tee([1])[0]; w=_weakref.ref(a); print(w() is a); del a; print(w())
class Z(I.count): pass
print(Z(3), type(Z(1)), next(Z(9))); z=Z(); z.foo=3; print(z.foo)
g=I.groupby('aab'); k1,g1=next(g); print(next(g1)); k2,g2=next(g); print(list(g1),list(g2)); 
x=I.count(2**63-3); print([next(x) for _ in range(4)], x)
print(type(I.chain()).__module__, I.chain.__qualname__)
