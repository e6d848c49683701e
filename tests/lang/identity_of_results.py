# Which results are the very objects they were made from, and which strings of one character are shared.
import warnings

warnings.simplefilter('ignore')
s, x, y, c, b, t = 'abc', 10**20, 1.5, 1j, b'abc', (1, 2, 3)
GROUPS = """s.casefold() is s
'{}'.format(s) is s
'%s' % s is s
s.join([s]) is s
s.rpartition('z')[2] is s
s.partition('z')[0] is s
s.split()[0] is s
s.rsplit()[0] is s
s.split('z')[0] is s
s.rsplit('z')[0] is s
s.splitlines()[0] is s
s.title() is s
s.swapcase() is s
s.capitalize() is s
s.encode().decode() is s
s.translate({}) is s
s.zfill(1) is s
s.ljust(2) is s
s.expandtabs() is s
s.removeprefix('z') is s
s.removesuffix('z') is s
s.lower() is s
s.strip() is s
s.lstrip() is s
s.rstrip('z') is s
s.format() is s
s.__format__('') is s
f"{s:3}" is s
f'{s!s}' is s
s.replace('z','y') is s
s.replace('a','a') is s
s.__getitem__(slice(None)) is s
s.__add__('') is s
s.__str__() is s
+x is x
abs(x) is x
x+0 is x
x*1 is x
x**1 is x
x|0 is x
x>>0 is x
x<<0 is x
x//1 is x
round(x) is x
round(x,-2) is x
x.__index__() is x
x.__int__() is x
x.conjugate() is x
x.real is x
x.numerator is x
x.__trunc__() is x
x.__floor__() is x
x.__ceil__() is x
y.real is y
+y is y
abs(y) is y
float(y) is y
y.conjugate() is y
round(y,1) is y
y.__float__() is y
complex(c) is c
+c is c
c.conjugate() is c
c.__complex__() is c
-0-x is -x
int(x) is x
x.__abs__() is x
x.__pos__() is x
x&x is x
x|x is x
x-0 is x
0+x is x
divmod(x,x*2)[1] is x
x%(x*2) is x
pow(x,1) is x
x.__round__() is x
repr('a') is repr('a')
str(None) is 'None'
repr(True) is 'True'
str(True) is 'True'
repr(...) is 'Ellipsis'
repr([]) is '[]'
repr(()) is '()'
repr({}) is '{}'
str(b'') is "b''"
repr(range(1)) is 'range(0, 1)'
chr(300) is chr(300)
'x'.upper() is 'X'
'X'.lower() is 'x'
'abcdef'[2:3] is 'c'
'é'.lower() is 'é'
''.join(['a']) is 'a'
''.join(['a','']) is 'a'
str(1) is str(1)
int.__name__ is 'int'
type(s).__name__ is 'str'
repr(NotImplemented) is 'NotImplemented'
str(1.5) is str(1.5)
s.__class__.__module__ is 'builtins'
repr(set()) is 'set()'
repr(frozenset()) is 'frozenset()'
bytes() is b''
b''.join([]) is b''
bytes([1]) is bytes([1])
b[0:1] is b'a'
b'%c' % 97 is b'a'
bytearray(b'a').decode() is 'a'
b'a'.decode() is 'a'
b'g'.decode() is 'g'
b.decode() is b.decode()
'%d' % 5 is '5'
'%s' % 5 is '5'
f'{5}' is '5'
'5'.zfill(1) is '5'
hex(5)[2:] is '5'
format(5,'d') is '5'
format(5) is '5'
str(5) is '5'
'%c' % 'a' is 'a'
'%c' % 97 is 'a'
'a'.replace('a','b') is 'b'
'a'.translate({97:'b'}) is 'b'
'a'.ljust(1) is 'a'
'ab'.strip('a') is 'b'
' b '.strip() is 'b'
'b g'.split()[1] is 'g'
'a b'.split()[0] is 'a'
list('ga')[0] is 'g'
next(iter('g')) is 'g'
''.join(reversed('g')) is 'g'
'g' * 1 is 'g'
'g' + '' is 'g'
'gh'.partition('g')[1] is 'g'
chr(103).upper().lower() is 'g'
'G'.swapcase() is 'g'
'g'.encode().decode('latin-1') is 'g'
repr(5) is repr(5)
ascii(5) is '5'
bin(1)[2:] is '1'
oct(1)[2] is '1'
b.strip() is b
b.replace(b'z',b'y') is b
b[:] is b
b+b'' is b
b''+b is b
b*1 is b
bytes(b) is b
b.lower() is b
b.ljust(2) is b
b''.join([b]) is b
b.split()[0] is b
b.partition(b'z')[0] is b
b.rpartition(b'z')[2] is b
b.removeprefix(b'z') is b
b'%s' % b is b
b.zfill(1) is b
b.expandtabs() is b
b.translate(None) is b
b.title() is b
b.splitlines()[0] is b
b.__getitem__(slice(None)) is b
b.center(1) is b
b.rsplit(b'z')[0] is b
b.__bytes__() is b
t[:] is t
t+() is t
()+t is t
t*1 is t
tuple(t) is t
t[3:] is ()
t*0 is ()
t[0:0] is ()
tuple([]) is ()
tuple({}) is ()"""
for line in GROUPS.split('\n'):
    print(line, eval(line))


def names():
    return 'a', 'ab'[0], 'g', 'gh'[0]


a, folded, g, folded_g = names()
print(a is chr(97), a is folded, g is chr(103), g is folded_g, a is 'ba'[1], {chr(97): 1}[a], {a: 1}[chr(97)], a == chr(97))
letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'
print([letter for letter in letters if eval(repr(letter)) is letter])


class Named:
    __slots__ = ('a', 'g', '__dict__')


named = Named()
setattr(named, chr(97), 1)
setattr(named, 'xa'[1:], 2)
setattr(named, str(5), 3)
setattr(named, 'bx'[:1], 4)
print(named.a, named.b, getattr(named, chr(97)), vars(named), (lambda a, b: (a, b))(**{chr(98): 1, 'xa'[1:]: 2}))
delattr(named, chr(97))
print(hasattr(named, 'a'), repr(True) is repr(True), str(True) is repr(True), repr(None) is repr(None), len.__name__ is len.__name__)
