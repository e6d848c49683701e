# Where instances keep their __dict__ and their weak references, as CPython has it: type.__dictoffset__, __weakrefoffset__.
def show(c): print(c.__name__, c.__basicsize__, c.__dictoffset__, c.__weakrefoffset__)
class A: pass
class B(A): __slots__ = ('x', 'y')
class C: __slots__ = ('x', 'y')
class D(C): pass
class E(C): __slots__ = ('__weakref__',)
class F(C): __slots__ = ('__dict__',)
class F2(F): pass
class G(int): pass
class G2(G): __slots__=()
class H(tuple): pass
class I(dict): pass
class J(dict): __slots__ = 'z'
class K(Exception): pass
class K2(Exception): __slots__ = ('q',)
class L(set): pass
class M(type): pass
class N(M): x = 1
class O(str): pass
class P(bytes): pass
class Q(type(show).__class__): pass
class R(object): __slots__ = ('a', '__dict__', '__weakref__', 'b')
class S(R): __slots__ = ('c',)
class T(S): pass
for c in [A,B,C,D,E,F,F2,G,G2,H,I,J,K,K2,L,M,N,O,P,R,S,T,object,int,type(show),type,type(A.__dict__),list,staticmethod,Exception,frozenset,memoryview]: show(c)

import enum
import weakref

class A: pass
class I(int, A): pass
class J(A, int): pass
class T(A, tuple): pass
class B(bytes, A): pass
class S(str, A): pass
class X(A, Exception): pass
for c in [enum.IntEnum, I, J, T, B, S, X]:
    print(c.__name__, c.__basicsize__, c.__dictoffset__, c.__weakrefoffset__, '__weakref__' in c.__dict__)
    try:
        weakref.ref(c())
        print('ok')
    except TypeError as e: print(e)
class Q(I, tuple.__class__ if 0 else object): pass
print(Q.__weakrefoffset__)
try: print(I().__weakref__)
except Exception as e: print(type(e), e)
i = I(); i.x = 2; print(i.x, i.__dict__)
