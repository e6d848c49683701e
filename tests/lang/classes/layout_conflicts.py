# Which pairs of classes can be bases together, and which of the two decides the layout.
def t(f):
    try: c = f(); print(c.__name__, c.__base__.__name__, c.__basicsize__, [b.__name__ for b in c.__mro__])
    except TypeError as e: print(e)
class I1(int): pass
class I2(int): pass
class I3(int): __slots__ = ()
class I4(int): __slots__ = ()
class T1(tuple): pass
class T2(tuple): pass
class T3(tuple): __slots__ = ()
class B1(bytes): pass
class B2(bytes): pass
class S1(str): pass
class S2(str): pass
class L1(list): pass
class L2(list): pass
class L3(list): __slots__ = ('a',)
class L4(list): __slots__ = ('a',)
class D1(dict): pass
class D2(dict): __slots__ = ('__weakref__',)
class O1: pass
class O2: __slots__ = ('__weakref__',)
class O3: __slots__ = ('__dict__',)
class O4: __slots__ = ('x',)
class O5: __slots__ = ('x',)
class O6: __slots__ = ('__dict__', '__weakref__', 'x')
class E1(Exception): pass
class E2(Exception): __slots__ = ('x',)
class E3(OSError): pass
class E4(ValueError): pass
class M1(type): pass
class M2(type): pass
cs = [I1,I2,I3,I4,T1,T2,T3,B1,B2,S1,S2,L1,L2,L3,L4,D1,D2,O1,O2,O3,O4,O5,O6,E1,E2,E3,E4,M1,M2,int,bool,tuple,list,object]
for a in cs:
    for b in cs:
        print(a.__name__, b.__name__, end=': ')
        t(lambda: type('C', (a, b), {}))
