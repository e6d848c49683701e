# _json: what it makes of texts and objects, its errors, its types.
import json, _json, sys
e=_json.make_encoder
for a in [(),(1,),(None,)*9,({},None,None,None,'','',1,1,1)]:
    try: x=e(*a); print(type(x), x([1,2],0), x.markers)
    except Exception as ex: print(type(ex),ex)
for a in [(),(1,2)]:
    try: _json.make_scanner(*a)
    except Exception as ex: print(type(ex),ex)
for a in [(1,2),("a",9),("abc",'x'),('"abc',1),('',0)]+[(x,1) for x in ('"\\x"','"\\u123"','"\\ud800\\u12g4"  ','"\\ud800\\udc00"','"\\ud800\\ud800"','"\t"','"\\','"a\\','"\\"','"é\\n日"','"\\u12345"','"\\u1234"','"\\u1234')]:
    try: print(ascii(_json.scanstring(*a)))
    except BaseException as ex: print(a,type(ex),ex)
try: _json.encode_basestring(1)
except BaseException as ex: print(type(ex),ex)
s=json.decoder.JSONDecoder().scan_once
for a in [(),(1,2),('1',),("1",-1),('1',2),('nul',0)]:
    try: print(s(*a))
    except BaseException as ex: print(type(ex),repr(ex))
print(_json.make_scanner.__doc__, _json.make_encoder.__doc__,_json.make_scanner, [x for x in dir(s) if x[0]!='_'],[x for x in dir(e) if x[0]!='_'])
print(_json.__doc__)
print(sys.getsizeof(s), e.__basicsize__)
print(s.__class__.__dict__['strict'], s.__class__.__doc__)
try: s.strict=1
except BaseException as ex: print(type(ex),ex)
class D(dict):
    def items(self): return 5
try: json.dumps(D(a=1))
except BaseException as ex: print(ex)
class D(dict):
    def items(self): return [1]
try: json.dumps(D(a=1))
except BaseException as ex: print(ex)
class D(dict):
    def items(self): return ((1,2),)
print(json.dumps(D(a=1)))
d={1:object(),2:3}
print(json.dumps(d,default=lambda o:d.clear()))
class L(list):
    def __iter__(self): return iter('abc')
print(json.dumps(L()),json.dumps(L([1])))
class F(float):
    def __repr__(s): return 'x'
class I(int):
    def __repr__(s): return 'x'
print(json.dumps([F(1),I(2),{I(2):F(1)}]))
l=[]
for i in range(2000): l=[l]
try: json.dumps(l)
except RecursionError as e: print(e)
try: json.loads('['*100000)
except RecursionError as e: print(e)
try: json.loads('{"a":'*100000)
except RecursionError as e: print(e)
def f(o): return o
try: json.JSONEncoder(check_circular=False,default=f).encode(object())
except RecursionError as e: print(e)
try: json.JSONEncoder(default=f).encode(object())
except Exception as e: print(e)
for t in ['','[','[1','[1,','[1 2','[1,]','{','{"a"','{"a":','{"a":1','{"a":1,','{"a":1,}','{"a" 1}','{1:2}','nul','-','01','1.','1e','-x','[1]x','NaN','-Infinity','Infinit','"\\ud83d\\ude00"','[1.5e3,-0,-0.0,1E+2,123456789012345678901234567890,0.1]','{"a":[1,{"a":null}],"b\\n":true,"b\\n":false,"a":2}','[1.'+'1'*100+']','"\x01"',' [ ] ',' { } ','tru','[tru]']:
    try: print(t, json.loads(t))
    except Exception as ex: print(t, type(ex), ex)
r=json.loads('[{"abc":1,"é":1},{"abc":2,"é":1}]'); print(all(a is b for a,b in zip(r[0],r[1])))
print(json.loads('{"a":1,"b":[2.5]}',parse_int=lambda s:s+'!',parse_float=lambda s:'f'+s,object_hook=lambda d:sorted(d.items())))
print(json.loads('{"a":1,"b":[2.5]}',object_pairs_hook=lambda d:d), json.loads('[NaN,-Infinity]',parse_constant=lambda c:c*2))
print(json.dumps({1:1,2.5:2,None:3,True:4,False:5,'x':6,float('inf'):7,10**30:8}), json.dumps({'b':1,'a':2},sort_keys=True))
for o in [{(1,2):1},{1:1,'a':2}]:
    try: print(json.dumps(o,sort_keys=True))
    except Exception as ex: print(type(ex),ex)
print(json.dumps({(1,2):1,'b':2},skipkeys=True))
for v in [float('nan'),float('inf'),{float('nan'):1}]:
    print(json.dumps(v))
    try: json.dumps(v,allow_nan=False)
    except Exception as ex: print(type(ex),ex)
a=[];a.append(a)
d={};d['a']=d
for o in (a,d):
    try: json.dumps(o)
    except Exception as ex: print(type(ex),ex)
print(json.dumps(['é','日','\U0001F600','\x7f\x80\x1f"\\/\b\f\n\r\t']), ascii(json.dumps(['é','日','\U0001F600','\x7f\x80\x1f"\\/\b\f\n\r\t'],ensure_ascii=False)))
class S(str): pass
print(json.dumps(S('abc')), json.dumps({S('k'):S('v')}), type(json.loads(S('"abc"'))))
print(json.dumps([1,2,(3,),{}],indent=2), json.dumps({'a':1},separators=('–','—')))

# Hooks that use the decoder, or change what is written.
def hook(pairs):
    json.loads('{"x":{"y":[1]}}')
    return dict(pairs)
print(json.loads('{"a":{"b":1},"a2":{"b":2,"a":{"b":3}}}', object_pairs_hook=hook))
items = [object(), 1, 2]
def drop(o):
    items.clear()
    return 'gone'
print(json.dumps(items, default=drop))
class Loud(float):
    def __del__(self): items.append(1)
items = [Loud(1), object(), 5]
print(json.dumps(items, default=drop))
