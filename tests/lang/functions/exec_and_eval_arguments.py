# What exec() and eval() take for sources, globals, locals and closures.
class M:
    def __getitem__(self, k): print('get', k); raise KeyError(k)
    def __setitem__(self, k, v): print('set', k, v)
class D(dict): pass
import collections, types
def t(f, *a, **k):
    try: print(f.__name__, f(*a, **k))
    except Exception as e: print(f.__name__, type(e).__name__, e)
for g in (None, {}, 5, [], M(), D(), types.MappingProxyType({}), 'x', ()):
    for l in (None, {}, 5, [], M(), D(), types.MappingProxyType({}), 'x', ()):
        t(eval, '1', g, l); t(exec, 'zz = 1', g, l)
for src in (5, None, [], b'1', bytearray(b'1'), memoryview(b'1'), '1\0', b'1\0', ' \t1', '1 2', 'x = 1', object, '#c', '1;', 'é' if 0 else '2'):
    t(eval, src, {}); t(exec, src, {}); t(compile, src, 'f', 'eval') if 0 else None
t(eval); t(exec); t(eval, '1', {}, {}, {}); t(exec, '1', {}, {}, {}); t(eval, source='1'); t(exec, '1', closure=5); t(exec, '1', closure=None); t(eval, '1', globals={})
def cl():
    v = 1
    def inner(): print(v)
    return inner
c = cl()
for x in (None, (), (types.CellType(7),), [types.CellType(7)], (5,), (types.CellType(7), types.CellType(8)), c.__closure__):
    t(exec, c.__code__, closure=x); t(exec, compile('1', 'f', 'exec'), closure=x)
t(eval, c.__code__)
t(exec, c.__code__, {'print': lambda *a: print('P', *a)}, closure=c.__closure__)

# compile()
import os
def t(*a, **k):
    try: print(a, k, type(compile(*a, **k)).__name__)
    except Exception as e: print(a, k, type(e).__name__, e)
t('1', 'f', 'x'); t('1', 'f', 5); t('1', 5, 'exec'); t(5, 'f', 'exec'); t('1', None, 'eval'); t('1', b'f', 'eval'); t('1', 'f\0', 'eval'); t('1', 'f', 'ev\0'); t('1', 'f', 'func_type')
for fl in (-1, 1, 2, 4, 8, 0x20, 0x100, 0x20000, 1 << 30, 'x', None, 1.5, True, 1 << 40): t('1', 'f', 'eval', fl)
for o in (-2, -1, 0, 1, 2, 3, 'x', None): t('1', 'f', 'eval', 0, False, o)
for d in (0, 1, None, 'x', 1.5, []): t('1', 'f', 'eval', 0, d)
t(); t('1'); t('1', 'f'); t('1', 'f', 'eval', foo=1); t(source='1', filename='f', mode='eval'); t('1', 'f', 'eval', _feature_version=5)
class P:
    def __fspath__(self): return 'path'
print(compile('1', P(), 'eval').co_filename, compile('1', b'by', 'eval').co_filename)
class P2:
    def __fspath__(self): return 5
t('1', P2(), 'eval') if 0 else None
