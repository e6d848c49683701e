"""Who holds an exception while it is handled: the interpreter, the name, and the stack where it will be raised again."""
import sys
def f():
    try: raise ValueError
    except ValueError as e: print(sys.getrefcount(e))
    try: raise ValueError
    except ValueError: print(sys.getrefcount(sys.exc_info()[1]))
    try:
        try: raise ValueError
        finally: print(sys.getrefcount(sys.exc_info()[1]))
    except ValueError as e: print(sys.getrefcount(e))
    class W:
        def __enter__(s): pass
        def __exit__(s, t, v, tb): print(sys.getrefcount(v), sys.getrefcount(tb)); return True
    with W(): raise ValueError
    try:
        try: raise ValueError
        except ValueError as e: print(sys.getrefcount(e)); raise
    except ValueError as e: print(sys.getrefcount(e))
    try:
        try: raise ValueError
        except ValueError as e: raise KeyError from e
    except KeyError as e: print(sys.getrefcount(e), sys.getrefcount(e.__cause__))
f()
def g():
    try: yield 1
    except ValueError as e: print(sys.getrefcount(e)); yield 2
x = g(); next(x)
v = ValueError()
x.throw(v); print(sys.getrefcount(v)); x.close(); print(sys.getrefcount(v))
