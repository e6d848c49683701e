# Classes derived from the abstract and concrete ones; failures in flush() and close() chained.
import io
import sys


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', f), shown(a), k, shown(r))
    except BaseException as e:
        print(getattr(f, '__name__', f), shown(a), k, type(e).__name__, e)


def shown(x):
    return ascii(x).split(' at 0x')[0]


class Sub(io.TextIOWrapper):
    def readline(self,*a): return 'sub'
s=Sub(io.BytesIO(b'x')); print(next(s), s.x if hasattr(s,'x') else None); s.y=3; print(s.y, s.__dict__)
class C(io.IOBase):
    def close(self): print('close'); super().close()
    def flush(self): print('flush'); raise OSError('fl')
c=C(); t(c.close); print(c.closed); t(c.close)
c=C(); del c
class R2(io.RawIOBase):
    def readinto(s,b): b[0]=65; return 1
print(R2().read(3)); t(io.RawIOBase().read,3); t(io.RawIOBase().write,b''); t(io.BufferedIOBase().read); t(io.TextIOBase().read); t(io.IOBase().seek,0); t(io.IOBase().fileno); t(io.IOBase().readline); t(io.IOBase().__next__)
print(isinstance(sys.stdout,io.TextIOBase), isinstance(open(0,closefd=False),io.TextIOWrapper), issubclass(io.StringIO,io.IOBase))
print(sys.stdout.buffer.raw.name, sys.stderr.errors, sys.stderr.line_buffering, sys.stdout.encoding, sys.stdin.mode, sys.__stdout__ is sys.stdout)
class F2(io.BytesIO):
    def flush(self): raise ValueError('flush')
    def close(self): raise OSError('close')
tw=io.TextIOWrapper(F2(),encoding='ascii')
try: tw.close()
except OSError as e: print(repr(e), repr(e.__context__))
