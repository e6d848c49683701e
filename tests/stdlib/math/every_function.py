"""Every function of math at ordinary and extreme arguments, and its errors."""
import math, sys
def t(f,*a,**k):
    try: return f(*a,**k)
    except Exception as e: return repr(e)
vals=[0,-0.0,1,-1,0.5,3.7,-3.7,10,1e300,5e-324,float('inf'),float('-inf'),float('nan'),10**400,True,'a',2**63,710.0,1e17]
one='acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees exp exp2 expm1 fabs floor frexp isfinite isinf isnan log log10 log1p log2 modf radians sin sinh sqrt tan tanh trunc ulp erf erfc factorial isqrt'.split()
for n in one:
    for v in vals:
        if n=='factorial' and v in (2**63,): continue
        if n in('ceil','floor','trunc','isqrt') and type(v) is int and abs(v)>1e30: continue
        print(n, repr(v)[:20], t(getattr(math,n),v))
two='atan2 copysign fmod remainder nextafter pow log gcd lcm comb perm isclose hypot'.split()
for n in two:
    for v in vals:
        for w in vals:
            if n in('comb','perm') and (type(v) is int and v>1000 and type(w) is int and w>1000): continue
            r=str(t(getattr(math,n),v,w)); print(n, repr(v)[:20], repr(w)[:20], r[:60], len(r))
for n in (0,1,5,20,21,22,50,100,1000): print(math.factorial(n)%1000007, len(str(math.factorial(n))))
for a in (2**64,2**64-1,2**128-1,10**50,10**101,3**200): print(math.isqrt(a), math.gcd(a, 6**60), math.gcd(a*12345, a*54321), math.lcm(a, 12), math.gcd(-a,0), math.gcd(0,a))
for n,k in ((60,30),(67,33),(68,34),(100,50),(1000,3),(10**30,4),(200,199),(500,250),(5,7),(2**64,2)): print(math.comb(n,k), math.perm(n,k) if k<100 else '')
print(t(math.comb,2**200,2**100),t(math.perm,2**200,2**100),t(math.comb,-1,2),t(math.comb,1,-2),t(math.perm,5),t(math.perm,-5),t(math.comb,1.0,2))
x=123456789
def rnd():
    global x
    x=(x*6364136223846793005+1442695040888963407)%2**64
    return (x>>11)/2**53
for i in range(60):
    v=[(rnd()-.5)*10**((rnd()-.5)*(20 if i%2 else 600)) for _ in range(int(rnd()*6)+1)]
    print(t(math.hypot,*v), t(math.fsum,v), t(math.dist,v,v[::-1]), t(math.prod,v))
for v in ([1e100,1,-1e100],[.1]*10,[1e308,1e308,-1e308],[1e308]*3,[float('inf'),-float('inf')],[float('nan'),1],[float('inf'),1],[],['a'],[1,2,3],3,[1e16,1,1e-16]): print(t(math.fsum,v),t(math.prod,v),t(math.prod,v,start=2.5))
print(t(math.dist,[1,2],[3]),t(math.dist,(1,2),[4,6]),t(math.dist,3,4),t(math.hypot),t(math.hypot,3,4,12),t(math.hypot,float('nan'),float('inf')),t(math.dist,'ab','cd'))
for k in range(60,1100,97):
    n=3**k; print(math.log(n),math.log2(n),math.log10(n),math.log(n,3), math.log2(2**k))
print(t(math.ldexp,1.0,5),t(math.ldexp,1.0,5000),t(math.ldexp,1.0,-5000),t(math.ldexp,1.0,10**30),t(math.ldexp,1.0,-10**30),t(math.ldexp,1,1.0),t(math.ldexp,0.0,10**30))
print(math.isclose(1,1+1e-10),math.isclose(1,1.1,rel_tol=.2),math.isclose(0,1e-10,abs_tol=1e-9),t(math.isclose,1,1,rel_tol=-1))
class I:
    def __index__(self): return 12
    def __floor__(self): return 'fl'
    def __ceil__(self): return 'ce'
    def __trunc__(self): return 'tr'
class F:
    def __float__(self): return 2.5
print(math.floor(I()),math.ceil(I()),math.trunc(I()),math.gcd(I(),18),math.sqrt(F()),math.floor(F()),t(math.trunc,F()),math.factorial(I()),math.sqrt(I()))
class S(float): pass
print(math.floor(S(2.5)), math.sqrt(S(4)), type(math.floor(True)), type(math.gcd(True)), math.gcd(), math.lcm(), math.lcm(0,5), math.lcm(-4,6), type(math.lcm(True)))
print(math.pi,math.e,math.tau,math.inf,math.nan, [n for n in dir(math) if n[0]!='_'])
