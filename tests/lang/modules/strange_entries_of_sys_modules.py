# import of what is no module: whatever stands in sys.modules.
import sys
class I:
    __all__ = ['q', 'r']
    q = 1; r = 2
class NoDict:
    __slots__ = ()
class Bad:
    __all__ = [1, 2]
class Bad2:
    __all__ = 5
class Bad3:
    __all__ = ['zz']
class Bad4:
    __dict__ = 5
class Bad5:
    @property
    def __dict__(self): return {'a': 1, '_b': 2, 'c': 3}
class Bad6:
    @property
    def __dict__(self): return {1: 2}
class Bad7:
    @property
    def __all__(self): raise ValueError('no')
class Bad8:
    def __getattr__(self, n): raise KeyError(n)
class Bad9:
    def __getattr__(self, n): return [n]
for v in (5, 'str', I(), I, NoDict(), Bad(), Bad2(), Bad3(), Bad4(), Bad5(), Bad6(), Bad7(), Bad8(), Bad9(), [], {}, int, object()):
    sys.modules['m'] = v
    for s in ('from m import *', 'import m', 'from m import x', 'import m.n', 'from m.n import x', 'import m as k', 'import m.n as k', 'from m import __name__ as nn'):
        d = {}
        try: exec(s, d); d.pop('__builtins__'); print(s, {k: (v2 if isinstance(v2, (int, str, list)) else type(v2)) for k, v2 in sorted(d.items()) if k[0] != '_'})
        except BaseException as e: print(s, type(e).__name__, e)
