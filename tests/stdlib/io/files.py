# open() and FileIO: modes, arguments, closed files, an unclosed one.
import gc
import io
import os
import warnings

P = 'files.tmp'


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', f), shown(a), k, shown(r))
    except BaseException as e:
        print(getattr(f, '__name__', f), shown(a), k, type(e).__name__, e)


def shown(x):
    return ascii(x).split(' at 0x')[0]


open(P,'wb').write(b'line1\nline2\n')
for m in ('r','rb','w+','r+b','ab','xb','rt','rw','','q','rbt','U','r++','a+','+'):
    try:
        with open(P,m) as f: print(m,f,f.mode,f.readable(),f.writable(),f.seekable(),f.tell())
    except Exception as e: print(m,type(e).__name__,e)
open(P,'wb').write(b'line1\nline2\n')
t(open,P,'rb',0); t(open,P,'r',0); t(open,P,'rb',encoding='x'); t(open,P,'rb',newline=''); t(open,P,buffering=-3); t(open,-1); t(open,99);  t(open,'/nonexist/x'); t(open,b'/nonexist'); t(open,'a\0b'); t(open,3.5); t(open,None); t(open,P,closefd=False); t(io.FileIO,P,'rw');t(io.FileIO,P,'z')
f=open(P); fd=f.fileno(); g=open(fd,closefd=False); print(g.name==fd,g.read(3)); g.close(); f.close(); t(f.read); t(f.fileno); t(f.__enter__); print(f.closed, f); f.close()
f=open(P,'rb',0); print(f,f.closefd,f.read(2),f.readall(),f.seek(0),f.readinto(bytearray(3)),f.tell()); t(f.write,b'x'); f.close(); print(f); t(f.read)
f=open(P,'r+'); print(f.read(2),f.write('ZZ'),f.tell(),f.read(),f.seek(0),f.read()); f.truncate(3); f.close(); print(open(P).read())
warnings.simplefilter('always')
def leak(): open(P)
leak(); gc.collect()
os.remove(P)
