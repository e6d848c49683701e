# What a damaged or hostile pickle ends in; hooks; memos.
import copyreg, gc, io, pickle, sys
import _pickle
def tell(p, **k):
    try:
        r = _pickle.loads(p, **k)
    except BaseException as e:
        print(p[:40], type(e).__name__, e)
    else:
        print(p[:40], '->', repr(r)[:60])
class C: pass
class P(_pickle.Pickler):
    def persistent_id(self, o): return 'pid' if o is C else None
class U(_pickle.Unpickler):
    def persistent_load(self, i): return [i]
    def find_class(self, m, n): return (m, n)
for p in [b'', b'.', b'N', b'0.', b'1.', b'(.', b'(1.', b'(0.', b'a.', b'](a.', b'N(a.', b'(e.', b']N(e.', b'](Ne.', b'}s.', b'}NNs.', b'}(Nu.', b'(Nd.', b'R.', b'NR.', b'NNR.',
          b'b.', b'Nb.', b'NNb.', b'N}b.', b't.', b'\x85.', b'\x87.', b'N\x87.', b'g0\n.', b'g-1\n.', b'gx\n.', b'h\x05.', b'j\x01\x00\x00\x00.', b'p0\n.', b'Np-1\n.', b'q\x00.', b'Nq\x05h\x05.',
          b'\x94.', b'I\n.', b'Ix\n.', b'I01\n.', b'I00\n.', b'I0x10\n.', b'I 5\n.', b'I99999999999999999999\n.', b'L\n.', b'L5L\n.', b'Lx\n.', b'F\n.', b'F1.5\n.', b'Fx\n.', b'S\n.', b"S'a\n.", b"S'a\\x41'\n.", b'Sab\n.', b'T\xff\xff\xff\xff.', b'U\x02ab.', b'U\x05ab.',
          b'Vab\\u0041\n.', b'V\\u00\n.', b'X\x02\x00\x00\x00a', b'X\x01\x00\x00\x00\xff.', b'\x8c\x01a.', b'\x8d\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x8d\xff\xff\xff\xff\xff\xff\x00\x00.', b'B\xff\xff\xff\x7fa.', b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x96\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x96\x01\x00\x00\x00\x00\x00\x00\x00a.',
          b'\x8a\x00.', b'\x8a\x01\x80.', b'\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x80\x00.', b'\x8b\xff\xff\xff\xff.', b'\x8b\x01\x00\x00\x00\xff.', b'G\x00.', b'J\x00.', b'M\x00.', b'K', b'\x80', b'\x80\x06.', b'\x80\xff.', b'\x95\x02\x00\x00\x00\x00\x00\x00\x00N.', b'\x95\x03\x00\x00\x00\x00\x00\x00\x00N.', b'\x95\xff\xff\xff\xff\xff\xff\xff\xffN.',
          b'cnosuch\nx\n.', b'csys\nnosuch\n.', b'csys\n.', b'c\n\n.', b'\x80\x04\x8c\x03sys\x8c\x05a.b.c\x93.', b'NN\x93.', b'\x8c\x03sysN\x93.', b'\x82\x00.', b'\x82\x01.', b'\x84\xff\xff\xff\xff.', b'Px\n.', b'NQ.', b'P\xff\n.',
          b'(cbuiltins\nlist\no.', b'(o.', b'(ibuiltins\nlist\n.', b'(Nibuiltins\nint\n.', b'N)\x81.', b'cbuiltins\nint\nN\x81.', b'cbuiltins\nint\n)\x81.', b'cbuiltins\nint\n)N\x92.', b'cbuiltins\nint\n)}\x92.', b'cbuiltins\nlen\n)\x81.', b'\x97.', b'\x98.', b'N\x98.', b'C\x01a\x98.', b'\x90.', b'N(N\x90.', b'\x8f(K\x01\x90.', b'(]\x91.', b'(K\x01K\x02\x91.', b'2.', b'N2\x86.', b'\x00', b'\xff', b"'", b'\\', b'\n', b'z', b'N.extra']:
    tell(p)
    try:
        f = io.BytesIO(p)
        r = _pickle.load(f)
        print('   file', repr(r)[:40], f.tell())
    except BaseException as e:
        print('   file', type(e).__name__, e)
for p in (b'U\x01\xe9.', b"S'\xe9'\n."):
    for k in ({}, {'encoding': 'latin1'}, {'encoding': 'bytes'}, {'errors': 'replace'}, {'encoding': 'nosuch'}, {'encoding': 5}):
        tell(p, **k)
f = io.BytesIO()
p = P(f, 0); p.dump([C, 1]); print(f.getvalue())
f = io.BytesIO()
p = P(f); p.dump([C, int]); print(f.getvalue())
f.seek(0); print(U(f).load())
f.seek(0)
try: _pickle.load(f)
except Exception as e: print(type(e).__name__, repr(str(e)))
for make in (lambda: _pickle.Pickler(), lambda: _pickle.Pickler(5), lambda: _pickle.Pickler(f, 9), lambda: _pickle.Pickler(f, buffer_callback=1), lambda: _pickle.Unpickler(5), lambda: _pickle.Unpickler(f, 1),
             lambda: _pickle.Pickler.__new__(_pickle.Pickler).dump(1), lambda: _pickle.Unpickler.__new__(_pickle.Unpickler).load(), lambda: _pickle.dumps(lambda: 0), lambda: _pickle.dumps(C().__class__.__init__),
             lambda: setattr(p, 'memo', 5), lambda: setattr(p, 'memo', {1: 2}), lambda: setattr(p, 'persistent_id', 5), lambda: delattr(p, 'memo'), lambda: _pickle.Pickler(f).persistent_id, lambda: _pickle.Pickler(f).dispatch_table,
             lambda: _pickle.dumps(sys), lambda: _pickle.dumps((i for i in ())), lambda: _pickle.loads('x'), lambda: _pickle.loads(b'N.', fix_imports=[]), lambda: hash(p.memo)):
    try: print(make())
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0])
def local():
    class L: pass
    return L
for o in (local(), local()()):
    try: _pickle.dumps(o)
    except Exception as e: print(type(e).__name__, e)
class Bad:
    def __init__(self, r): self.r = r
    def __reduce_ex__(self, p): return self.r
for r in (5, (), (1,), (1, 2), (int, 2), (int, (), None, 5), (int, (), None, None, 5), (int, (), None, None, None, 5), (1,) * 7, 'nosuch', (copyreg.__newobj__, ()), (copyreg.__newobj__, (1,)), (copyreg.__newobj__, (int,)), (copyreg.__newobj_ex__, (int,)), (copyreg.__newobj_ex__, (1, (), {})), (copyreg.__newobj_ex__, (int, 1, {})), (copyreg.__newobj_ex__, (int, (), 1)), (int, (), None, None, iter([1]))):
    try: print(_pickle.dumps(Bad(r)))
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0])
class O(_pickle.Pickler):
    def reducer_override(self, o): return (str, (o.__name__,)) if o is C else NotImplemented
f = io.BytesIO(); O(f).dump([C, int, 1, len]); print(_pickle.loads(f.getvalue()))
p = _pickle.Pickler(io.BytesIO()); p.dispatch_table = {complex: lambda c: (complex, (c.real, 7.0))}
f = io.BytesIO(); q = _pickle.Pickler(f); q.dispatch_table = p.dispatch_table; q.dump(1 + 1j); print(_pickle.loads(f.getvalue()))
copyreg.add_extension('copyreg', '_reconstructor', 0xf0f0)
x = _pickle.dumps(copyreg._reconstructor, 2); print(x, _pickle.loads(x).__name__, _pickle.loads(x) is copyreg._reconstructor)
copyreg.remove_extension('copyreg', '_reconstructor', 0xf0f0); copyreg.clear_extension_cache()
tell(x)
f = io.BytesIO(); p = _pickle.Pickler(f, 2); a = ['a']; p.dump(a); n = f.tell(); p.dump(a); print(f.getvalue()[n:], sorted(i for i, o in p.memo.copy().values()))
m = p.memo.copy(); p.clear_memo(); print(p.memo.copy()); p.memo = m; print(len(p.memo.copy())); p.memo.clear(); print(len(p.memo.copy()))
f.seek(0); u = _pickle.Unpickler(f); print(u.load(), u.memo.copy()); print(u.load())
f = io.BytesIO(); p = _pickle.Pickler(f, 2); p.fast = True; p.dump([a, a]); print(f.getvalue(), p.fast, p.bin)
cyc = []; cyc.append(cyc)
try: p.dump(cyc)
except ValueError as e: print(str(e).split(' at 0x')[0])
buffers = []
b = pickle.PickleBuffer(bytearray(b'abc'))
x = _pickle.dumps([b, pickle.PickleBuffer(b'ro')], 5, buffer_callback=buffers.append); print(x, [bytes(memoryview(i)) for i in buffers])
print([bytes(i) for i in _pickle.loads(x, buffers=buffers)]); tell(x); tell(x, buffers=[]); print(_pickle.loads(_pickle.dumps(b, 5)))
print(b.raw().tobytes(), memoryview(b).obj, memoryview(b).readonly); b.release()
for f in (b.raw, lambda: _pickle.dumps(b, 5), lambda: _pickle.dumps(b, 4), lambda: pickle.PickleBuffer(5)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
class Self(_pickle.Pickler):
    pass
p = Self(io.BytesIO()); p.me = p; p.dump([p.__class__])
del p; print(gc.collect() > 0)
