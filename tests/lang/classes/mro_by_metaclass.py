# mro() of a metaclass sees the class unfinished, and gives what it likes.

print("--- mro1")
class M(type):
    def mro(cls):
        print(cls.__name__, cls.__mro__, cls.__bases__)
        return type.mro(cls)
class A(metaclass=M): pass
class B(A): pass
print(B.__mro__)

print("--- mro2")
class X: pass
class M(type):
    def mro(cls):
        cls.__bases__ = (X,)
        return type.mro(cls)
try:
    class A(metaclass=M): pass
    print(A.__mro__, A.__bases__)
except Exception as e: print(type(e), e)

print("--- mro3")
class M(type):
    n = 0
    def mro(cls):
        M.n += 1
        if M.n < 5:
            try: print(type.__new__(M, 'S%d' % M.n, (cls,), {}).__mro__)
            except Exception as e: print(type(e), e)
        return type.mro(cls)
class A(metaclass=M): pass
print(A.__mro__, A.__subclasses__())

print("--- mro4")
for r in ([1], [], (), None, 5, [int], [object], [str, object], 'abc', [type]):
    class M(type):
        def mro(cls): return r
    try:
        class A(metaclass=M): pass
        print('made', r)
        try: a = A(); print('instance', type(a).__mro__)
        except Exception as e: print(type(e), e)
        try: print(A.__name__, repr(A)[:20], A.__mro__)
        except Exception as e: print(type(e), e)
    except Exception as e: print(type(e), e)

print("--- mro5")
class M(type):
    def mro(cls): return list(reversed(type.mro(cls)))
try:
    class A(metaclass=M):
        def f(self): return 1
        def __init__(self): self.x = 1
    print(A.__mro__)
    a = A()
    print(a.f(), getattr(a, 'x', None))
except Exception as e: print(type(e), e)

print("--- mro6")
class M(type):
    def mro(cls): return [cls]
try:
    class A(metaclass=M):
        def f(self): return 1
    print(A.__mro__)
    for f in (lambda: A(), lambda: A.x, lambda: setattr(A, 'y', 1), lambda: A.y, lambda: A.__class__, lambda: repr(A), lambda: A.f.__name__, lambda: A == A, lambda: hash(A) and 1, lambda: bool(A), lambda: len(dir(A)) > 20, lambda: issubclass(A, object), lambda: isinstance(A, object), lambda: A.__subclasses__(), lambda: type('B', (A,), {})):
        try: print(f())
        except Exception as e: print(type(e), e)
except Exception as e: print(type(e), e)

print("--- mro7")
class M(type):
    def mro(cls):
        if cls.__name__ == 'A' and flag: return [cls]
        return type.mro(cls)
flag = 0
class A(metaclass=M):
    def __init__(self): self.v = 1
    def __repr__(self): return 'A!'
a = A()
flag = 1
class Y: pass
class Z: pass
class B(A): pass
try: A.__bases__ = (Z,)
except Exception as e: print(type(e), e)
try: A.__bases__ = (object,)
except Exception as e: print(type(e), e)
print(A.__mro__, A.__bases__)
for f in (lambda: a.v, lambda: setattr(a, 'v', 2), lambda: a.v, lambda: repr(a), lambda: A(), lambda: hash(a) and 1, lambda: a == a, lambda: bool(a), lambda: a.__dict__, lambda: dir(a)):
    try: print(f())
    except Exception as e: print(type(e), e)

print("--- bases6")
class Base: pass
class A(Base): pass
class M(type):
    def mro(cls):
        if cls.__name__ == 'B': del globals()['B2'][:]
        return type.mro(cls)
B2 = [type('T', (Base,), {})]
class B(Base, metaclass=M): pass
try: Base.__bases__ = (type('N', (), {}),)
except Exception as e: print(type(e), e)
print(B.__mro__)

print("--- a class that its mro() gave away before it was finished, and failed")
kept = []
class M(type):
    def mro(cls):
        kept.append(cls)
        raise ValueError('no order')
try:
    class A(metaclass=M):
        x = 1
except ValueError as e: print(e)
A = kept[0]
for f in (lambda: A.__mro__, lambda: A(), lambda: object.__new__(A), lambda: type('B', (A,), {}), lambda: repr(A), lambda: setattr(A, 'y', 2)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
