# CPython postpones a death that is 50 levels deep: the order in which the parts of long chains die.
import sys
order=[]
class Part:
    def __init__(s,n): s.n=n
    def __del__(s): order.append(s.n)
class Slot:
    __slots__=('n','next','leaf')
    def __init__(s,n): s.n=n
    def __del__(s): order.append(s.n)
def report(name):
    brk=next((k for k in range(1,len(order)) if order[k]!=order[k-1]+1),None)
    print(name,len(order),brk,order[brk] if brk else None, order[:2], order[-2:]); order.clear()
def build(cls,n):
    top=None
    for i in reversed(range(n)):
        x=cls(i); x.next=top; x.leaf=cls(1000+i); top=x
    return top
for n in (40,48,49,50,51,52,99,100,101,102,150):
    t=build(Part,n); del t; report('attr %d'%n)
for n in (49,50,51,52,102): t=build(Slot,n); del t; report('slot %d'%n)
for kind in ('list','tuple','dict'):
    t=None
    for i in reversed(range(200)):
        p=Part(i)
        t=[t,p] if kind=='list' else (t,p) if kind=='tuple' else {'a':t,'b':p}
    del t,p; report(kind)
def f():
    t=build(Part,200)
f(); report('in f')
t=build(Part,200)
def g(): 
    global t
    t=None
g(); report('rebind')
def deep(n):
    if n: deep(n-1)
    else:
        global t
        t=build(Part,200); t=None
deep(60); report('deep frames')

# The same in chains of many kinds of containers, also of those whose deaths it does not count.
import collections, functools, itertools, random, types
class Attr:
    def __init__(self, t, l): self.t = t; self.l = l
class AttrDel(Attr):
    def __del__(self): order.append(-self.l.n)
class WithDict(Attr):
    def __init__(self, t, l): self.t = t; self.l = l; self.__dict__
class Method(Attr):
    def m(self): pass
class L(list): pass
class T(tuple): pass
class D(dict): pass
class Error(Exception): pass
def closure(t, l):
    def f(): return t, l
    return f
def error(t, l, kind=ValueError):
    made = kind(t)
    made.l = l
    return made
kinds = [Attr, AttrDel, WithDict, lambda t, l: [t, l], lambda t, l: (t, l), lambda t, l: {"a": t, "b": l}, lambda t, l: {1: l, 2: t},
    lambda t, l: L([t, l]), lambda t, l: T((t, l)), lambda t, l: D(a=t, b=l), lambda t, l: Method(t, l).m, closure, error,
    lambda t, l: error(t, l, OSError), Error, lambda t, l: functools.partial(print, t, l), lambda t, l: collections.deque([t, l]),
    lambda t, l: iter([t, l]), lambda t, l: [t, l].append, lambda t, l: Attr(t, l).__eq__, lambda t, l: {l: t},
    lambda t, l: itertools.chain([t], [l]), lambda t, l: enumerate([t, l]), lambda t, l: zip([t], [l]), lambda t, l: classmethod((t, l)),
    property, slice, lambda t, l: map(t, [l]), lambda t, l: collections.defaultdict(None, {1: t, 2: l}),
    lambda t, l: super(Attr, AttrDel(t, l)), lambda t, l: {1: {2: t}, 3: l}]
def chain(seed):
    rnd = random.Random(seed)
    which = [rnd.choice(kinds) for _ in range(rnd.choice([1, 2, 3, 6, 30]))]
    t = None
    n = rnd.choice([49, 50, 51, 60, 120, 300])
    for i in range(n):
        t = rnd.choice(which)(t, Part(i + 1))
    return t, n
order.clear()
for seed in range(60):
    t, n = chain(seed)
    del t
    total = 0
    for x in order: total = (total * 1000003 + x) % 2147483647
    print(seed, n, len(order), order[:3], order[-3:], total)
    order.clear()

# A weak reference to what waits for its death is dead, and its callback runs when it dies.
import weakref
class Node: pass
def linked(n, seen):
    top = None
    references = []
    for i in range(n):
        node = Node()
        node.next, node.number = top, i
        references.append(weakref.ref(node, lambda r, i=i: seen.append((i, [x for x in references if x() is not None and False], len([x for x in references if x()])))))
        top = node
    return top, references
seen = []
top, references = linked(120, seen)
del top
print(len(seen), seen[:3], seen[60:63], seen[-3:])
