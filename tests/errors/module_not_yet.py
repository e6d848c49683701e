# A module of the library that Ouro has not says so itself, whoever asked for it; the exception is the one that CPython's code expects.
import builtins

for name in 'ssl', '_ssl', 'sqlite3.dbapi2', 'winreg', '_no_such_module', 'os.nothing', 'builtins.x':
    try:
        __import__(name)
    except ImportError as e:
        print(type(e).__name__, e, '|', e.name)

try:
    import _ssl as fast
except ImportError:
    fast = None
print(fast)
exec('try: import _ssl\nexcept ImportError as e: print(e)', {'__name__': 'bz2.inner', '__builtins__': builtins})
import sqlite3
