# marshal: every kind of object in every version, what is refused, files.
import marshal
def t(s):
    try: r=repr(eval(s))
    except BaseException as e: r=type(e).__name__+': '+str(e)
    print(s,'->',r)
V=['None','True','...','StopIteration','0','-1','2**31-1','2**31','-2**31','-2**31-1','2**70','-2**100','10**50','1.5','-0.0','float("inf")','1e300','1+2j','b""','b"abc"','""','"abc"','"h\\xe9"','"\\u0100"*3','"\\U00010000"','"\\ud800"','()','(1,2)','[]','[1,[2]]','{}','{"a":1,2:None}','set()','{1,2,3}','frozenset({7,9})','tuple(range(300))','bytearray(b"x")','memoryview(b"xy")','(lambda x: [x,x,x])("sh"+"ared!")','(lambda x: [x,x])([1])','(lambda x:(x,x))((5,6,7))','{1:{2:3}}','(1.5,1.5)','[b"q",b"q"]']
for v in V:
    for ver in (0,1,2,3,4):
        t('marshal.dumps(%s,%d)'%(v,ver))
    t('marshal.loads(marshal.dumps(%s))'%v)
for s in ['marshal.dumps(object())','marshal.dumps([1,object()])','marshal.dumps(int)','marshal.dumps(type("I",(int,),{})(1))','marshal.dumps(lambda:0)','marshal.loads(b"")','marshal.loads(b"i")','marshal.loads(b"?")','marshal.loads(b"x")','marshal.loads(b"(\\1\\0\\0\\0")','marshal.loads(b"0")','marshal.loads(b"[\\1\\0\\0\\x000")','marshal.loads(b"r\\0\\0\\0\\0")','marshal.loads(b"r\\5\\0\\0\\0")','marshal.loads(b"[\\xff\\xff\\xff\\xff")','marshal.loads(b"l\\1\\0\\0\\0\\0\\0")','marshal.loads(b"l\\1\\0\\0\\0\\xff\\xff")','marshal.loads(b"l\\0\\0\\0\\x80")','marshal.loads(b"I\\1\\0\\0\\0\\1\\0\\0\\0")','marshal.loads(b"f\\x031.5")','marshal.loads(b"f\\x03abc")','marshal.loads(b"x\\x011\\x012")','marshal.loads(b"u\\1\\0\\0\\0\\xff")','marshal.loads(b"s\\5\\0\\0\\0ab")','marshal.loads(b"t\\1\\0\\0\\0a")','marshal.loads(b"Z\\1a")','marshal.loads(b"\\xe9\\1\\0\\0\\0")','marshal.loads(b"\\xdb\\2\\0\\0\\0r\\0\\0\\0\\0N")','marshal.loads(b"{i\\1\\0\\0\\0N0")','marshal.loads(b"{N0")','marshal.loads("a")','marshal.loads(1)','marshal.loads(bytearray(b"N"))','marshal.loads(b"Nxyz")','marshal.version','marshal.dumps()','marshal.dumps(1,"a")','marshal.loads(b"<\\1\\0\\0\\0[\\0\\0\\0\\0")','marshal.loads(b">\\2\\0\\0\\0NN")','marshal.loads(b"a\\1\\0\\0\\0b")','marshal.loads(b"S")','marshal.dumps(1,99)','marshal.dumps([marshal.loads(b"\\xdb\\1\\0\\0\\0r\\0\\0\\0\\0")])','marshal.loads(b"\\xbe\\1\\0\\0\\0r\\0\\0\\0\\0")']: t(s)
a=[]
for i in range(1990): a=[a]
print(len(marshal.dumps(a)))
for i in range(20): a=[a]
try: marshal.dumps(a)
except ValueError as e: print(e)
try: marshal.loads(b'[\1\0\0\0'*3000+b'N')
except ValueError as e: print(e)
import io
f=io.BytesIO(); marshal.dump([1,'a'],f); marshal.dump('second',f); marshal.dump(2.5,f,1); f.seek(0); print(marshal.load(f),marshal.load(f),marshal.load(f))
try: marshal.load(f)
except EOFError as e: print(e)
try: marshal.load(io.StringIO('a'))
except TypeError as e: print(e)
try: marshal.load(5)
except AttributeError as e: print(e)
try: marshal.dump(object(),f)
except ValueError as e: print(e)
import sys
x=marshal.loads(marshal.dumps('interned_name')); print(x is sys.intern('interned_name'))

t = ([],)
t[0].append(t)
u = marshal.loads(marshal.dumps(t))
print(u[0][0] is u)
