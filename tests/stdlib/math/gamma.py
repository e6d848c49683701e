"""gamma and lgamma, to the last bit."""
import math
x=12345
def t(f,v):
    try: return f(v)
    except Exception as e: return repr(e)
for v in (0,0.0,-0.0,1,2,3,10,23,24,50,170,171,171.5,172,-1,-1.5,-170.5,-200.5,-201.5,1e-21,-1e-21,1e-310,1e300,float('inf'),float('-inf'),float('nan'),5e-324,'a',10**400,0.5): print(v if not isinstance(v,int) else 0,t(math.gamma,v),t(math.lgamma,v))
for i in range(150):
    x=(x*6364136223846793005+1442695040888963407)%2**64; v=(x/2**64-.3)*(250 if i%2 else 8)
    print(v,t(math.gamma,v),t(math.lgamma,v))
