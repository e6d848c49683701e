# str.encode, bytes.decode and codecs.lookup: by name, with each error handler.
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


for e in ('utf-8','UTF 8','latin-1','cp1252','iso-8859-15','koi8-r','utf-7','punycode','rot13','nope','utf_16','mac-roman','cp437','utf-8-sig','unicode_escape','raw_unicode_escape','utf-32-be'):
    t(codecs.lookup, e)
    t('aé€ 𝒳+~\\b'.encode, e)
    for er in ('ignore','replace','backslashreplace','xmlcharrefreplace','surrogateescape','surrogatepass','nope'):
        t('aé€\udc80𝒳b'.encode, e, er)
        t(b'abc\xe9\xff\x80\\xzz+AGE-+AG'.decode, e, er)
    t(codecs.encode, 'abc', e)
    t(codecs.decode, b'6162', e)
def h(exc):
    return ('[%d-%d]'%(exc.start,exc.end), exc.end)
codecs.register_error('h',h)
for e in ('ascii','latin-1','utf-8','cp1252','utf-16','utf-32','utf-7','unicode_escape'):
    t('aé€\udc80b'.encode,e,'h')
    t(b'a\xff\xfe\x80\\x1'.decode,e,'h')
