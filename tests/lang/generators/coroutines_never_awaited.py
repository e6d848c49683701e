# A coroutine that dies without having been awaited is warned of, once for each line; also when the program ends.
async def work(n): return n
work(1)
x = work(2); x = None
try: work(1).send(5)
except TypeError: pass
def inner():
    y = work(3)
inner()
c = work(4); c.close(); del c
c = work(5)
try: c.throw(ValueError)
except ValueError: pass
del c
def loop():
    for i in range(3): work(i)
loop()
import warnings
warnings.simplefilter('error')
work(6)
warnings.simplefilter('ignore')
work(7)
warnings.simplefilter('always')
with warnings.catch_warnings(record=True) as log:
    work(8)
print([str(w.message) for w in log], [type(w.source) for w in log])
end = work(9)
