# cmath: special values in every function, both sides of the branch cuts, and what is refused.
import cmath
def t(s):
    try: r=repr(eval(s))
    except BaseException as e: r=type(e).__name__+': '+str(e)
    print(s,'->',r)
for s in ['cmath.rect(1,2)','cmath.rect(float("inf"),1)','cmath.rect(float("inf"),0)','cmath.rect(0,float("inf"))','cmath.rect(1,float("inf"))','cmath.rect(1,float("nan"))','cmath.rect(float("nan"),0)','cmath.rect(float("inf"),float("nan"))','cmath.rect(-0.0,1)','cmath.log(2,3)','cmath.log(1j,2j)','cmath.log(1,0)','cmath.log(1,1)','cmath.log(0)','cmath.log()','cmath.isclose(1,1+1e-10)','cmath.isclose(1,2,rel_tol=-1)','cmath.isclose(1j,1j+1,abs_tol=2)','cmath.isclose(float("inf"),float("inf"))','cmath.isclose(1,2,rel_tol=0.6)','cmath.e,cmath.pi,cmath.tau,cmath.inf,cmath.nan,cmath.infj,cmath.nanj','cmath.sqrt(type("C",(),{"__complex__":lambda s:4j})())','cmath.sqrt(type("C",(),{"__float__":lambda s:4.0})())','cmath.sqrt(type("C",(),{"__complex__":lambda s:4})())','cmath.sqrt(10**400)','cmath.polar(3+4j)','cmath.phase(1,2)']: t(s)

V = [float(x) for x in ('inf', '-inf', 'nan', '0', '-0.0', '1', '-2.5', '1e308', '-1e-310', '709')]
for f in 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar'.split():
    g=getattr(cmath,f)
    for a in V:
        for b in V:
            try: r=repr(g(complex(a,b)))
            except Exception as e: r=repr(e)
            print(f,a,b,r.replace('-nan','nan'))
for a in V:
    for b in V:
        try: r=repr(cmath.rect(a,b))
        except Exception as e: r=repr(e)
        print('rect',a,b,r)
