# TextIOWrapper: newlines, encodings with marks, cookies, reconfigure(), what is refused.
import io


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', f), shown(a), k, shown(r))
    except BaseException as e:
        print(getattr(f, '__name__', f), shown(a), k, type(e).__name__, e)


def shown(x):
    return ascii(x).split(' at 0x')[0]


tw=io.TextIOWrapper(io.BytesIO(b'a\r\nb\rc\n\xc3\xa9'),encoding='utf-8'); print(tw.read(3),tw.tell(),tw.newlines,tw.read(),tw.newlines,tw.seek(0),tw.readline(),tw.tell(),tw.readlines())
for nl in (None,'','\n','\r','\r\n'):
    tw=io.TextIOWrapper(io.BytesIO(b'a\r\nb\rc\nd'),encoding='ascii',newline=nl); print(repr(nl),list(tw),tw.newlines)
    bb=io.BytesIO(); tw=io.TextIOWrapper(bb,encoding='ascii',newline=nl); tw.write('a\nb\r\nc'); tw.flush(); print(bb.getvalue())
for e in ('utf-16','utf-8-sig','utf-32','utf-16-le','cp1252','utf-7','utf_8','iso2022_jp' if 0 else 'latin-1'):
    bb=io.BytesIO(); tw=io.TextIOWrapper(bb,encoding=e,write_through=True); tw.write('é\n'); tw.write('ab\nc'); print(e,bb.getvalue()); tw.seek(0); print(ascii(tw.read(2)),tw.tell(),ascii(tw.read()),tw.tell(), tw.seek(0,2), tw.write('z'), bb.getvalue())
tw=io.TextIOWrapper(io.BytesIO(),encoding='ascii',errors='backslashreplace'); print(tw.write('é€'),tw.flush(),tw.buffer.getvalue(),tw.errors,tw.encoding,tw)
t(tw.reconfigure,encoding='latin-1',newline='\r\n'); print(tw.write('é\n'),tw.flush(),tw.buffer.getvalue(),tw.errors,tw.encoding); t(tw.reconfigure,newline='q'); t(tw.reconfigure,line_buffering=True,write_through=True); print(tw.line_buffering,tw.write_through)
b=tw.detach(); t(tw.read); t(repr,tw); print(type(b))
t(io.TextIOWrapper,io.BytesIO(),encoding='nope'); t(io.TextIOWrapper,io.BytesIO(),encoding='rot13'); t(io.TextIOWrapper,io.BytesIO(),encoding=3); t(io.TextIOWrapper,io.BytesIO(),newline='x');t(io.TextIOWrapper,io.BytesIO(),newline=3); t(io.TextIOWrapper)
tw=io.TextIOWrapper(io.BytesIO(b'abc'),encoding='ascii'); next(tw); tw=io.TextIOWrapper(io.BytesIO(b'abc\nd'),encoding='ascii'); next(tw); t(tw.tell); print(list(tw), tw.tell())
t(tw.seek,1,1); t(tw.seek,1,2); t(tw.seek,-1); t(tw.seek,0,5); t(tw.read,'q'); t(tw.write,3); tw._CHUNK_SIZE=2; print(tw._CHUNK_SIZE, tw.seek(0), tw.read(1), tw.tell(), tw.readline())
