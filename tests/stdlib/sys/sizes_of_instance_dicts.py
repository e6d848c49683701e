# The size of a __dict__ shows whether it shares its keys with those of other instances, and how many places these have.
import sys
class A:
    def __init__(s,n):
        for i in range(n): setattr(s,'a%d'%i,i)
for n in (0,1,5,6,16,17,29,30,31,40):
    class B(A): pass
    b=B(n); print(n, sys.getsizeof(b), sys.getsizeof(b.__dict__), end='; ')
    c=B(n); print(sys.getsizeof(c.__dict__), end='; ')
    d=B(n+1); print(sys.getsizeof(d.__dict__))
class C: pass
x=C(); x.a=1; y=C(); y.b=1; z=C(); z.c=2; z.a=1
print([sys.getsizeof(i.__dict__) for i in (x,y,z)])
w=C(); w.__dict__.update({'q':1,'r':2}); print(sys.getsizeof(w.__dict__))
v=C(); v.__dict__['a']=1; print(sys.getsizeof(v.__dict__)); v.__dict__['zz']=1;  print(sys.getsizeof(v.__dict__))
u=C(); u.a=1; u.b=2; u.c=3; del u.a; print(sys.getsizeof(u.__dict__)); u.a=1;print(sys.getsizeof(u.__dict__))
u=C(); 
for i in range(100): C()
print(sys.getsizeof(u.__dict__), sys.getsizeof(C().__dict__))
t=C(); t.__dict__={'a':1}; print(sys.getsizeof(t.__dict__))
s=C(); vars(s).update(a=1,b=2); print(sys.getsizeof(vars(s)))
class D:
    def __init__(s, **k): s.__dict__.update(k)
print(sys.getsizeof(D(a=1,b=2,c=3).__dict__), sys.getsizeof(D(a=1,b=2,c=3).__dict__))
