# Codecs that a program registers; what is wrong with them; exceptions that say which codec they are from.
import codecs
import _codecs


def t(f, *a):
    try:
        print(f.__name__, ascii(a), ascii(f(*a)).split(" at 0x")[0])
    except Exception as e:
        print(f.__name__, ascii(a), type(e).__name__, e)
        c = e.__cause__
        while c:
            print('   cause', type(c).__name__, c)
            c = c.__cause__


def s(n):
    if n=='x1': return (1,2)
    if n=='x2': return (lambda s,e='strict': (bytearray(b'z'),1), lambda s,e='strict':(b'z',1), None,None)
    if n=='x3': return (lambda s,e='strict': 3, lambda s,e='strict':'zz', None,None)
    if n=='x4':
        def f(s,e='strict'): raise TypeError('boom')
        def g(s,e='strict'): raise OSError(3,'boom')
        return (f,g,None,None)
codecs.register(s)
for n in ('x1','x2','x3','x4'):
    t('a'.encode,n);t(b'a'.decode,n);t(codecs.encode,'a',n);t(codecs.decode,'a',n)
codecs.unregister(s); t('a'.encode,'x2')
import encodings.aliases
print(len(encodings.aliases.aliases) > 300)
