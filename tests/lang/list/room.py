# How much room a list has, however it was made or changed, and how much it takes when nine more come.
import sys


def show(code):
    names = {}
    exec(code, names)
    items = names["l"]
    count, size = len(items), sys.getsizeof(items)
    items.extend([0] * 9)
    print(code, "|", count, size, sys.getsizeof(items))


for line in """
l=[]
l=[1]; l.pop()
l=[1,2]; l.pop(); l.pop()
l=[1]; l.pop(0)
l=[1]; l.remove(1)
l=[1]; del l[0]
l=[1]; del l[:]
l=[1]; del l[::2]
l=[1,2,3]; del l[0:3:1]
l=[1]; l[:]=[]
l=[1]; l[0:1]=()
l=[1]; l.clear()
l=[1]; l*=0
l=[1]; l=l*0
l=list(x for x in ())
l=list(map(int,()))
l=[x for x in ()]
l=list(())
l=list({})
l=list(range(0))
l=[*range(0)]
l=[*()]
l=[*(x for x in ())]
l=[]; l.extend(x for x in ())
l=[]; l.extend({})
l=[]; l+=()
l=[]; l+=iter(())
l=[1,2,3]; l[1:]=[]; l.pop()
l=sorted(())
l=sorted(x for x in ())
l=[]; l.sort()
l=[1]; l.pop(); l.append(1); l.pop()
l=list(range(9)); [l.pop() for _ in range(9)]
l=list(range(30)); [l.pop(0) for _ in range(30)]
l=[]; l.insert(0,1); l.pop()
l=list('')
l=''.split()
l='a'.split('b'); l.pop()
l=[1].copy(); l.clear()
l=[].copy()
l=[1][:0]
l=[]+[]
l=list(zip())
l=list(filter(None,[0,0]))
l=list(filter(None,[0,1]))
l=list(enumerate('ab'))
l=list(reversed('abc'))
l=list(zip('abc','de'))
l=list(map(int,'123'))
l=[1]; l.extend(map(int,'123'))
l=[1,2,3]; l.extend(x for x in range(9))
l=[1,2,3]; l.extend(range(9))
l=[1,2,3]; l.extend({1:2})
l=[1,2,3]; l.extend({1,2})
l=[1,2,3]; l.extend('abc')
l=[1,2,3]; l.extend(iter([1,2,3,4,5,6,7,8,9]))
l=[1,2,3]; l.extend(iter(()))
l=[1,2,3]; l.extend(x for x in ())
l=[*[1,2],*range(9)]
l=[*range(9),*[1,2]]
l=[0,*range(9),*[1,2],3]
l=[0,*(1,2,3),3]
l=[0,*'abcdefghij',3,4,5,6]
l=[1,2,3]; l[1:2]=range(5)
l=[1,2,3]; l[1:2]=[1]*5
l=[1,2,3]; l[1:1]=(x for x in range(20))
l=[1,2,3]; l[:]=range(20)
l=[1,2,3]; l=l+[1]
l=[1,2,3]; l*=5
l=[1]; l*=5
l=[1,2,3]; l.insert(1,1)
l=[1,2,3]; l+=[1]
l=[1,2,3]; l+=range(7)
l=[1,2,3]; l+=(1,)
l=[1,2,3]; l.extend(l)
l=[1,2,3]; l+=l
l=[1,2,3]; l[1:2]=l
l=list(range(100)); del l[5:]
l=list(range(100)); del l[50:]
l=list(range(100)); del l[49:]
l=list(range(100)); del l[::2]
l=list(range(100)); l[10:90]=[1]
l=list(range(100)); l.remove(4)
l=list(range(100)); l[::2]=range(50)
l=list(b'abc')
l=list([1,2,3])
l=list((1,2,3))
l=list(dict(a=1))
l=list({1,2,3})
l=list(dict(a=1).items())
l=sorted({3,1,2})
l=sorted('abc')
l='a b c'.split()
l='a,b,c,d,e,f,g,h,i,j,k,l,m,n'.split(',')
l='a b c d e f g h i j k l m n'.split()
l='a\\nb\\nc'.splitlines()
l=b'a b c'.split()
l=list(dict(a=1).keys())
l=dir(5)[:3]
l=[i for i in range(10)]
l=[i for i in range(3)]
l=[[0]*3 for i in range(3)]
l=[0]*3
l=[0,1]*3
l=3*[0]
l=list(__import__('itertools').chain([1],[2]))
l=list(__import__('itertools').repeat(1,5))
l=list(__import__('itertools').islice([1,2,3],2))
l=list(__import__('itertools').accumulate([1,2,3]))
l=list(__import__('collections').deque([1,2,3]))
l=list(__import__('collections').Counter('abc').elements())
l=__import__('gc').get_referents([1,2,3])
l=[1,2,3].__iadd__([4])
l=list.__new__(list); l.__init__([1,2,3])
l=[1,2,3]; l.__init__()
l=[1,2,3]; l.__init__([1])
l=[1,2,3]; l.__init__(range(2))
l=list(bytearray(5))
l=list(memoryview(b'abc'))
a,*l=[1,2,3,4]
a,*l=(1,2,3,4)
a,*l=range(6)
*l,a=iter('abcdefghijkl')
a,*l=[1]
l=(lambda *a: list(a))(1,2,3)
""".strip().splitlines():
    show(line)


class Lies:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint

    def __iter__(self):
        return iter((1, 2))


for hint in 0, 1, 50, 2**61, 2**62, 2**63 - 1, -1, 2**63, "a", NotImplemented:
    for items in [], [0]:
        try:
            items.extend(Lies(hint))
        except (MemoryError, ValueError, OverflowError, TypeError) as problem:
            print(type(problem).__name__, problem)
        print(hint, items, sys.getsizeof(items))


class Meddler:
    def __init__(self, items):
        self.items = items

    def __lt__(self, other):
        self.items.append(1)
        self.items.pop()
        return False


items = []
items += [Meddler(items), Meddler(items)]
try:
    items.sort()
except ValueError as problem:
    print(problem, len(items))
for item in items:
    del item.items
