# Buffered streams over raw streams written in Python: which calls they get, short and wrong answers, reentrance.
import io


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', f), shown(a), k, shown(r))
    except BaseException as e:
        print(getattr(f, '__name__', f), shown(a), k, type(e).__name__, e)


def shown(x):
    return ascii(x).split(' at 0x')[0]


class Raw(io.RawIOBase):
    def __init__(s,data=b''): s.d=data; s.p=0; s.log=[]
    def readable(s): return True
    def writable(s): return True
    def seekable(s): return True
    def readinto(s,b):
        n=min(len(b),len(s.d)-s.p); b[:n]=s.d[s.p:s.p+n]; s.p+=n; s.log.append(('r',len(b),n)); return n
    def write(s,b): s.log.append(('w',bytes(b))); s.d=s.d[:s.p]+bytes(b)+s.d[s.p+len(b):]; s.p+=len(b); return len(b)
    def seek(s,o,w=0):
        s.p = o if w==0 else s.p+o if w==1 else len(s.d)+o
        s.log.append(('s',o,w)); return s.p
    def tell(s): return s.p
    def truncate(s,n=None): s.d=s.d[:n]; return n
r=Raw(b'hello\nworld\nfoo bar baz\n'*3)
b=io.BufferedReader(r,8)
print(b.read(3),b.peek(),b.readline(),b.read1(),b.read(20),b.tell(),b.seek(2),b.read(4),b.readlines(),b.read(),r.log)
r=Raw(b'hello\nworld\nfoo bar baz\n'*3)
b=io.BufferedRandom(r,8)
print(b.read(3),b.write(b'XY'),b.tell(),b.read(2),b.write(b'0123456789abc'),b.flush(),b.seek(-3,1),b.read(5),b.seek(0,2),b.write(b'end'),b.flush(),r.d,r.log)
w=io.BufferedWriter(Raw(),5)
print(w.write(b'ab'),w.write(b'cd'),w.write(b'ef'),w.raw.log,w.write(b'0123456789'),w.raw.log,w.flush(),w.raw.log)
class NB(Raw):
    def write(s,b): return None
    def readinto(s,b): return None
w=io.BufferedWriter(NB(),5)
t(w.write,b'abc'); t(w.write,b'defghijkl'); 
try: w.flush()
except BlockingIOError as e: print(e, e.characters_written, e.args)
w.__init__(Raw())
b=io.BufferedReader(NB(),5); t(b.read); t(b.read,3); t(b.readinto,bytearray(3)); t(b.peek); t(b.readline)
class Bad(Raw):
    def readinto(s,b): return 99
    def write(s,b): return 99
    def tell(s): return -5
b=io.BufferedReader(Bad(),5); t(b.read,3); t(b.tell)
w=io.BufferedWriter(Bad(),5); t(w.write,b'x'*9); w.__init__(Raw())
class Bad2(Raw):
    def readinto(s,b): return 'q'
b=io.BufferedReader(Bad2(),5); t(b.read,3)
# reentrant
class RE(Raw):
    def write(s,b): return s.o.write(b'q')
x=RE(); w=io.BufferedWriter(x,4); x.o=w
t(w.write,b'abcdefgh')
x.o=io.BytesIO(); 
w.__init__(Raw())
p=io.BufferedRWPair(Raw(b'abc'),Raw()); print(p.read(2),p.write(b'q'),p.flush(),p.readable(),p.closed,p.isatty(),p.close(),p.closed)
t(io.BufferedReader, 3)
