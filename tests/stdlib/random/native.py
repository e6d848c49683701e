"""The generator under random, and the hash under its seeds."""
import _random, _sha512
for s in (0,1,42,-42,2**32,2**64+5,10**50,3.5,'a'*0 or None and 0, (1,2)):
    if s is None: continue
    r=_random.Random(s); print(s,[r.random() for _ in range(3)],[r.getrandbits(k) for k in (1,5,32,33,64,65,100,1000)])
def t(f,*a):
    try: return f(*a)
    except BaseException as e: return repr(e)
r=_random.Random(3)
print(t(_random.Random,3,4),t(r.getrandbits,-1),t(r.getrandbits,'a'),t(r.getrandbits,2**70),t(r.setstate,3),t(r.setstate,(3,)),t(r.setstate,(1,)*624+(-1,)),t(r.setstate,(1,)*624+(625,)),t(r.setstate,(-1,)*625),t(r.setstate,('a',)*625),t(r.setstate,(2**32,)*624+(4,)),r.__class__, t(_random.Random,[]),t(r.seed,[]),t(lambda:_random.Random(x=3)),t(r.random,1))
print(t(r.setstate,(2**64,)*624+(4,)))
s=r.getstate(); a=r.random(); r.setstate(s); print(a==r.random(), len(s), hash(s)==hash(tuple(s)))
class R(_random.Random):
    def __init__(self,x): self.x=x
q=R(5); print(q.x,q.random(),R.__mro__)
for n in list(range(0,20))+[110,111,112,113,127,128,129,239,240,255,256,1000,12345]:
    d=bytes(i*7%256 for i in range(n)); h=_sha512.sha512(d); k=_sha512.sha384(); k.update(d[:n//3]); c=k.copy(); k.update(bytearray(d[n//3:])); print(n,h.hexdigest(),k.hexdigest(),c.digest()[:5])
h=_sha512.sha512()
print(type(h),t(_sha512.sha512,'a'),t(_sha512.sha512,3),t(h.update,'x'),h.name,h.digest_size,h.block_size,t(type(h)),t(lambda:_sha512.sha512(string=b'x',usedforsecurity=False).name), [x for x in dir(h) if x[0]!='_'])
