# Streams whose __init__ was not called: what each method says.
import io


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(getattr(f, '__name__', f), shown(a), k, shown(r))
    except BaseException as e:
        print(getattr(f, '__name__', f), shown(a), k, type(e).__name__, e)


def shown(x):
    return ascii(x).split(' at 0x')[0]


for c in (io.FileIO,io.BytesIO,io.StringIO,io.BufferedReader,io.BufferedWriter,io.BufferedRandom,io.BufferedRWPair,io.TextIOWrapper):
    o=c.__new__(c)
    for m in ('read','write','flush','close','seek','tell','readable','closed','name','fileno','isatty','detach','readline','__repr__','__next__','truncate'):
        if c is io.BufferedRWPair and m in('closed',): continue
        if c in (io.BytesIO,io.FileIO,io.StringIO) and m in ('closed',): continue
        try:
            x=getattr(o,m)
            if callable(x): x=x(*(['x'] if m=='write' else [0] if m in('seek',) else []))
            print(c.__name__,m,'->',ascii(x).split(' at 0x')[0])
        except Exception as e: print(c.__name__,m,type(e).__name__,e)
