# array.array: every typecode, what may be put in, all methods, buffers, pickling.
import array, sys, copy
from array import array as A
def t(s):
    try: r=repr(eval(s))
    except BaseException as e: r=type(e).__name__+': '+str(e)
    print(s,'->',r)
def x(s):
    try: exec(s,globals()); r='ok'
    except BaseException as e: r=type(e).__name__+': '+str(e)
    print(s,'=>',r, globals().get('a'))
t('array.typecodes'); t('array.ArrayType is A'); t('A'); 
for c in array.typecodes:
    t('A(%r)'%c); t('A(%r).itemsize'%c)
    for v in ('1','-1','256','-129','70000','2**31','2**32','2**63','2**64','1.5','"a"','"ab"','None','10**30'):
        t('A(%r,[%s])'%(c,v))
for s in '''A()
A("z")
A(1)
A("ii")
A("i",1)
A("i",[1],2)
A("i",x=1)
A("i","abc")
A("u","h\\xe9\\u0100")
A("i",b"abcd")
A("i",b"abc")
A("b",bytearray(b"ab"))
A("i",A("b",[1,2]))
A("u",A("i",[1]))
A("i",A("u","a"))
A("d",range(3))
A("i",(1,2))
A("i",iter([1,2]))
A("u",["a","bc"])
A("i",[1,2])+A("i",[3])
A("i",[1])+A("h",[1])
A("i",[1])+[1]
A("i",[1,2])*3
3*A("i",[1,2])
A("i",[1,2])*-1
A("i",[1])*1.5
A("i",[1])==A("d",[1.0])
A("i",[1,2])<A("i",[1,3])
A("i",[1])==[1]
A("i",[1])<[1]
A("i",[1,2])<A("i",[1])
A("u","ab")==A("u","ab")
hash(A("i"))
A("i",[1,2,3])[1]
A("i",[1,2,3])[-1]
A("i",[1,2,3])[3]
A("i",[1,2,3])["a"]
A("i",[1,2,3])[1:]
A("i",[1,2,3])[::-2]
2 in A("i",[1,2])
"a" in A("i",[1])
len(A("d",[1,2]))
A("i",[1,2,3]).tolist()
A("i",[1,258]).tobytes()
A("u","ab").tounicode()
A("i").tounicode()
A("i",[1,2]).index(2)
A("i",[1,2]).index(5)
A("i",[1,2,1]).index(1,1)
A("i",[1,2,1]).index(1,0,-3)
A("i",[1,2,1]).count(1)
A("i",[1,2]).buffer_info()[1]
A("i",[1]).typecode
sys.getsizeof(A("i",[1,2,3]))
sys.getsizeof(A("i"))
A.__basicsize__
A("i",[1]).__reduce_ex__(2)
A("i",[1]).__reduce_ex__(3)
A("i",[1]).__reduce_ex__(4)[0]
A("u","a").__reduce_ex__(3)
copy.copy(A("i",[1,2]))
copy.deepcopy(A("i",[1,2]))
memoryview(A("i",[1,2])).format
memoryview(A("i",[1,2])).tolist()
memoryview(A("d",[1.5])).itemsize
memoryview(A("i",[1,2])).nbytes
memoryview(A("i",[1,2])).readonly
memoryview(A("i",[1,2])).cast("B").tolist()
bytes(A("h",[1,2]))
bytearray(A("h",[1,2]))
b"".join([A("b",[65]),b"x"])
memoryview(A("u","a")).format
A("B",b"abc")
list(A("i",[1,2]))
list(reversed(A("i",[1,2])))
A("f",[1.1])
A("q",[-2**63,2**63-1])
A("Q",[2**64-1])
A("d",[float("inf"),float("nan")])
A("i",[1]).foo
[m for m in dir(A) if m[0]!="_"]
A.__mro__
type("S",(A,),{})("i",[1,2])
type("S",(A,),{})("i",[1,2])[:1].__class__
A[int]
isinstance(A("i"),__import__("collections.abc").abc.MutableSequence)
A("i",[1,2]).__sizeof__()
int.from_bytes(A("B",[1,2]),"big")
A("i",[1])!=A("i",[1])
array._array_reconstructor(A,"i",8,b"\\0\\0\\0\\5")
array._array_reconstructor(A,"h",2,b"\\0\\5")
array._array_reconstructor(A,"x",2,b"\\0\\5")
array._array_reconstructor(A,"i",99,b"\\0\\5")
array._array_reconstructor(A,"d",16,b"\\0"*8)'''.split('\n'): t(s)
a=A('i',[1,2,3])
for s in '''a.append(4)
a.append("x")
a.append(2**40)
a.extend([5,6])
a.extend(A("i",[7]))
a.extend(A("h",[7]))
a.extend(a)
a.extend(["x"])
a.insert(0,9)
a.insert(-1,8)
a.insert(99,7)
a.pop()
a.pop(0)
a.pop(99)
a.remove(2)
a.remove(99)
a.reverse()
a[0]=5
a[-1]="x"
a[99]=1
a["x"]=1
a[1:2]=A("i",[10,11])
a[1:2]=[1]
a[::2]=A("i",[0]*len(a[::2]))
a[::2]=A("i",[0])
a[1:3]=A("h",[1])
a[2:1]=A("i",[42])
a[:]=a
del a[0]
del a[1:3]
del a[::2]
del a[99]
a.frombytes(b"\\1\\0\\0\\0")
a.frombytes(b"abc")
a.frombytes("x")
a.byteswap()
a.byteswap()
a.fromlist([1,2])
a.fromlist([1,"x"])
a.fromlist((1,))
a.fromunicode("x")
a+=A("i",[3])
a+=[1]
a*=2
a*=0
a.pop()
a=A("u","ab")
a.fromunicode("cd")
a.append("e")
a.append("xy")
a[0]="z"
a[0]=1
a=A("i",[1,2,3,4])
m=memoryview(a); m[0]=7
a.append(1)
a.pop()
a[0:1]=A("i")
a*=2
a.extend([])
a[0]=3
m.release(); a.append(1)
a=A("d",[1,2]); a[0]=1
a.byteswap()
a=A("q",[1]); a.byteswap()
a=A("i",range(20)); del a[5:]; del a[2:]
a.tofile(1)
a.fromfile(1,1)
a=A("b",[1,2,3]); a[1]=-128
a[1]=128
a.insert("x",1)
a.insert(0)
a.__class__=int
a.typecode=1
a.clear()'''.split('\n'): x(s)

import io
b = io.BytesIO()
A('h', [1, -2]).tofile(b)
b.seek(0)
a = A('h')
a.fromfile(b, 1)
try:
    a.fromfile(b, 5)
except EOFError as error:
    print(error, a)
import re
a = A('b', b'abc')
for m in re.finditer(b'b', a):
    try:
        a.append(1)
    except BufferError as error:
        print('held:', error, m.span())
del m
import gc
gc.collect()
import pickle
it = iter(A('i', [1, 2, 3]))
next(it)
print(list(pickle.loads(pickle.dumps(it))), pickle.loads(pickle.dumps(A('d', [1.5]))), pickle.loads(pickle.dumps(len)) is len)
print(pickle.loads(pickle.dumps(str.upper))('a'), pickle.loads(pickle.dumps('x'.join))('ab'))
