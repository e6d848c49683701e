# BytesIO, StringIO and IncrementalNewlineDecoder.
import io


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', f), shown(a), k, shown(r))
    except BaseException as e:
        print(getattr(f, '__name__', f), shown(a), k, type(e).__name__, e)


def shown(x):
    return ascii(x).split(' at 0x')[0]


d=io.IncrementalNewlineDecoder(None,True); print(ascii(d.decode('a\r')),d.getstate(),ascii(d.decode('\nb\r')),d.newlines,ascii(d.decode('',final=True)),d.newlines,d.reset(),d.newlines)
s=io.StringIO('a\nb\r\nc\rd',newline=None); print(list(s),s.newlines,s.getvalue()); s=io.StringIO('a\nb',newline='\r\n'); print(ascii(s.getvalue()),ascii(s.readline()))
s=io.StringIO(); print(s.write('abc'),s.tell(),s.seek(1),s.write('Z'),s.getvalue(),s.read(),s.truncate(2),s.getvalue(),s.seek(5),s.write('q'),ascii(s.getvalue()))
t(s.write,b'a'); t(s.seek,-1); t(s.seek,1,1); t(s.seek,0,9); t(io.StringIO,3); t(io.StringIO,'',newline='q'); print(io.StringIO('abc').__getstate__()); s.close(); t(s.read); t(s.getvalue); print(s.closed)
b=io.BytesIO(b'abc'); v=b.getbuffer(); t(b.write,b'x'); t(b.truncate,0); v[0]=65; v.release(); print(b.getvalue(),b.seek(0,2),b.write(b'q'),b.tell(),b.seek(10),b.write(b'z'),b.getvalue()); t(b.seek,-1); t(b.seek,0,7); t(b.truncate,-1); t(b.read,'a'); t(b.write,'a'); x=bytearray(3); b.seek(0); print(b.readinto(x),x,b.readinto1(x)); b.close(); t(b.read)
