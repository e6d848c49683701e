# What the first imports leave behind in cycles: classes that C code replaces. (Constant tuples of their bodies may still be held elsewhere: they are not counted.)
import gc
gc.disable()
import types, operator, collections, functools, enum, contextlib, copy, weakref, random, warnings, heapq, reprlib
gc.set_debug(gc.DEBUG_SAVEALL)
gc.collect()
kinds = [type(o).__name__ for o in gc.garbage]
print(sorted((name, kinds.count(name)) for name in set(kinds) - {"tuple"}))
print(sorted(o.__qualname__ for o in gc.garbage if isinstance(o, (type, types.FunctionType))))
