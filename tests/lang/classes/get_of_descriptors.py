# __get__ of every kind of descriptor, called by name: None, and objects and classes that do not fit.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class A: pass
c = classmethod(lambda k: k)
for d in (c, staticmethod(len), property(lambda s: s), (lambda s: s), int.__dict__['real'], int.__dict__['bit_length'], dict.__dict__['fromkeys'], len, int.__dict__['__add__'], super(A, A())):
    if not hasattr(d, '__get__'): continue
    for a in ((None, None), (None,), (5,), (None, int), (5, int), (5, None), (None, 5), (A(), A), (A(),), ()):
        try: r = d.__get__(*a); print(type(d).__name__, a and type(a[0]).__name__, len(a), type(r).__name__)
        except Exception as e: print(type(d).__name__, a and type(a[0]).__name__, len(a), type(e).__name__, str(e).split(' at 0x')[0])
