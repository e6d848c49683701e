# Assignments to __bases__, also while a metaclass's mro() runs.

print("--- bases1")
class A: pass
class B: pass
class C(A): pass
for v in ((B,), (A, B), (), 5, (5,), (int,), (C,), (object,), (B, B), (bool,), (type,), None, [B], (list,), (Exception,)):
    try: C.__bases__ = v; print(C.__mro__)
    except Exception as e: print(type(e).__name__, e)
    print(C.__bases__, A.__subclasses__(), B.__subclasses__())
try: del C.__bases__
except Exception as e: print(type(e).__name__, e)
try: int.__bases__ = (object,)
except Exception as e: print(type(e).__name__, e)

print("--- bases2")
class A: pass
class B: pass
class Bad(Exception): pass
class M(type):
    on = 0
    def mro(cls):
        if M.on: raise Bad('no')
        return type.mro(cls)
class C(A, metaclass=M): pass
class D(C): pass
M.on = 1
try: C.__bases__ = (B,)
except Bad as e: print(e)
print(C.__bases__, C.__mro__, D.__mro__)

print("--- bases3")
class A: pass
class B: pass
class M(type):
    on = 0
    def mro(cls):
        if M.on:
            M.on -= 1
            cls.__bases__ = (A,)
        return type.mro(cls)
class C(A, metaclass=M): pass
class D(C): pass
M.on = 1
try: C.__bases__ = (B,)
except Exception as e: print(type(e), e)
print(C.__bases__, C.__mro__, D.__mro__)

print("--- bases4")
class A: pass
class B: pass
class M(type):
    on = 0
    def mro(cls):
        if M.on:
            M.on -= 1
            for i in range(10): type('S%d' % i, (cls,), {})
        return type.mro(cls)
class C(A, metaclass=M): pass
class D(C): pass
M.on = 1
try: C.__bases__ = (B,)
except Exception as e: print(type(e), e)
print(C.__bases__, C.__mro__, D.__mro__)

print("--- bases5")
class A: pass
class B: pass
r = []
class M(type):
    on = 0
    def mro(cls):
        if M.on: return r
        return type.mro(cls)
class C(A, metaclass=M): pass
class D(C): pass
M.on = 1
for r in ([1], [], None, [int], [C], [C, object], [D, C, object]):
    try: C.__bases__ = (B,)
    except Exception as e: print(type(e), e)
    print(C.__bases__, C.__mro__, D.__mro__)
