# Context variables: set, reset, copied contexts, and what is refused.
from contextvars import *
def t(s):
    try: r=repr(eval(s))
    except BaseException as e: r=type(e).__name__+': '+str(e)
    import re
    print(s,'->',re.sub('0x[0-9a-f]+','0x',r))
v=ContextVar('v'); d=ContextVar('d',default=5)
t('v'); t('d'); t('v.get()'); t('v.get(1)'); t('d.get()'); t('d.get(7)'); t('v.name')
tok=v.set(3); t('tok'); t('tok.var is v'); t('tok.old_value'); t('tok.old_value is Token.MISSING'); t('Token.MISSING'); t('v.get()')
tok2=v.set(4); t('tok2.old_value'); t('v.reset(tok2)'); t('v.get()'); t('tok2'); t('v.reset(tok2)'); t('v.reset(tok)'); t('v.get()'); t('d.reset(tok)'); t('v.reset(1)')
c=copy_context(); t('len(c)'); t('list(c)'); 
v.set(1)
c=copy_context(); t('c[v]'); t('c[d]'); t('c.get(d)'); t('c.get(d,9)'); t('v in c'); t('d in c'); t('1 in c'); t('c[1]'); t('c.get(1)'); t('list(c)==[v]'); t('list(c.items())==[(v,1)]'); t('list(c.values())'); t('list(c.keys())==[v]'); t('c==copy_context()'); t('c=={}'); t('c!=c')
def f(a,*,b=2):
    v.set(a+b); return copy_context() is c, v.get()
t('c.run(f,1,b=3)'); t('v.get(), c[v]'); t('c.run()'); t('c.run(c.run,f,1)')
def g():
    return c.run(g)
t('c.run(g)')
t('Context()[v]'); t('len(Context())'); t('Context().run(v.get,"none")'); t('Context(1)'); t('ContextVar(1)'); t('ContextVar()'); t('Token()'); t('hash(v)==hash(v)'); t('ContextVar[int]'); t('Token[int]'); t('hash(c)'); t('type(c)'); t('c.copy()==c'); t('c.copy() is c')
def h():
    tk=v.set(9); return tk
tk=c.run(h); t('v.reset(tk)'); t('v.x'); t('Context.__doc__'); t('ContextVar.__doc__'); t('Token.__doc__'); t('[x for x in dir(c) if x[0]!="_"]'); t('[x for x in dir(v) if x[0]!="_"]'); t('[x for x in dir(tk) if x[0]!="_"]'); t('c.run(1)')
t('c < c');  t('type("S",(ContextVar,),{})'); t('type("S",(Token,),{})'); import weakref,sys; t('weakref.ref(c)'); t('weakref.ref(v)'); t('[x.__basicsize__ for x in (Context,ContextVar,Token)]')
import collections.abc; t('isinstance(c, collections.abc.Mapping)')
vs=[ContextVar('x%d'%i) for i in range(40)]
for i,x in enumerate(vs): x.set(i)
t('sum(x.get() for x in vs)'); k=copy_context(); t('len(k)')
for x in vs: x.set(-1)
t('sum(k[x] for x in vs)'); 
