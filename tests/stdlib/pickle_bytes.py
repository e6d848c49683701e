# _pickle: bytes of all protocols, and what comes back.
import _pickle, pickle, copyreg, io, sys, collections, collections.abc, datetime, fractions
class C:
    def __init__(self, *a): self.a = a
    def __eq__(self, o): return type(o) is type(self) and o.__dict__ == self.__dict__
    class Inner: pass
class Slots:
    __slots__ = ('x', 'y')
class NewArgs(int):
    def __new__(cls, v, extra=None):
        self = int.__new__(cls, v); self.extra = extra; return self
    def __getnewargs__(self): return (int(self), self.extra)
class NewArgsEx(str):
    def __new__(cls, v, *, extra=None):
        self = str.__new__(cls, v); self.extra = extra; return self
    def __getnewargs_ex__(self): return (str(self),), {'extra': self.extra}
class L(list): pass
class D(dict): pass
class R:
    def __reduce__(self): return (C, (1,), {'z': 1}, iter([]), iter([]))
class Setter:
    def __reduce__(self): return (C, (), {'s': 2}, None, None, setter)
def setter(o, s): o.__dict__.update(s)
class Glob:
    def __reduce__(self): return 'glob'
glob = Glob()
s = Slots(); s.x = 1
l = L([1, 2]); l.attr = 5
d = D(a=1); d.attr = [d]
rec = []; rec.append(rec)
rect = ([],); rect[0].append(rect)
rect4 = ([], 1, 2, 3); rect4[0].append(rect4)
fs = C(); fz = frozenset([fs, 1]) if False else frozenset([1])
shared = 'shared text'
values = [None, True, False, 0, 1, -1, 255, 256, 65535, 65536, -129, 2**31-1, -2**31, 2**31, 2**63, -2**63, 2**64, 10**30, -10**30, 1 << 2040, -(1 << 2039), -128 << 100,
  0.0, -0.0, 1.5, 1e300, float('inf'), 1+2j, '', 'a', 'abc', 'é', '日本', '\U0001F600', '\ud800', 'a\\b\nc\r\x00\x1a', 'x' * 300, b'', b'a', b'\xff' * 300, bytearray(), bytearray(b'abc'),
  (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(1001)), list(range(2000)), {}, {1: 2}, {1: 2, 3: 4}, {i: i for i in range(1001)},
  set(), {1}, frozenset(), frozenset([1]), set(range(1500)), rec, rect, rect4, C(), C(1, 2), C.Inner, C, s, NewArgs(5, 'e'), NewArgsEx('t', extra=3), l, d, R(), Setter(), glob,
  [shared, shared, (shared, shared)], len, int, type(None), type(...), type(NotImplemented), ..., NotImplemented, range(3), slice(1, 2) if sys.version_info > (3, 99) else 0,
  collections.OrderedDict(a=1), collections.deque([1, 2]), collections.Counter('aab'), fractions.Fraction(1, 3), ValueError('x', 1), OSError(2, 'no'), [].append, str.join, dict.fromkeys, C.__init__,
  print, copyreg.__newobj__, collections.abc.Sized, b'x' * 70000, 'y' * 70000, ['z' * 30000] * 3 + ['w' * 40000], [b'q' * 66000, 1]]
def show(p):
    return p.hex() if len(p) < 200 else (len(p), p[:30].hex(), p[-30:].hex(), hash_of(p))
def hash_of(p):
    import zlib
    return zlib.crc32(p)
for v in values:
    for proto in range(6):
        try:
            p = _pickle.dumps(v, proto)
        except Exception as e:
            print(type(v).__name__, proto, type(e).__name__, str(e)[:90].split(' at 0x')[0])
            continue
        print(type(v).__name__, proto, show(p))
        f = io.BytesIO(); _pickle.dump(v, f, proto)
        assert f.getvalue() == p or len(p) > 65000, (v, proto)
        if len(p) > 65000: print(len(f.getvalue()), hash_of(f.getvalue()))
        f.seek(0)
        try:
            r = _pickle.loads(p); r2 = _pickle.load(f)
        except Exception as e:
            print('  ', type(e).__name__, e)
            continue
        assert f.tell() == len(f.getvalue())
        if v is not rec and v is not rect and v is not rect4:
            if type(r) is not type(v) or (type(v) in (int, str, bytes, list, tuple, dict, set, frozenset, float, bytearray) and r != v): print('  differs', type(r).__name__)
        for q in (pickle._loads(p),):
            if type(q) is not type(r): print('  python differs')
