# The error handlers as functions, and character maps that are mappings.
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


for n in ('strict','ignore','replace','xmlcharrefreplace','backslashreplace','surrogatepass','surrogateescape'):
    hd=codecs.lookup_error(n)
    print(hd.__name__)
    for ex in (UnicodeEncodeError('ascii','a\xe9\ud800\udc80',1,4,'x'),UnicodeEncodeError('utf-8','a\ud800\udc80',1,3,'x'),UnicodeDecodeError('utf-8',b'a\xed\xa0\x80\x80',1,2,'x'),UnicodeDecodeError('utf-16',b'\x00\xd8\x80\x80',0,2,'x'),UnicodeTranslateError('abc',1,2,'x'),ValueError('q'),3):
        t(hd,ex)
t(codecs.lookup_error,'q'); t(codecs.register_error,'x',3); t(codecs.register,3); t(codecs.lookup,3); t(codecs.lookup,'')
t(_codecs.utf_8_encode,b'a');t(_codecs.utf_8_decode,'a');t(_codecs.utf_8_encode,'a',3)
t(codecs.charmap_decode,b'ab\x02',"strict",{97:'xy',98:None}); t(codecs.charmap_decode,b'ab\x02',"replace",{97:'xy',98:None,2:0x110000}); t(codecs.charmap_encode,'ab',"strict",{97:b'xy',98:None});t(codecs.charmap_encode,'ab',"replace",{97:b'xy'}); t(codecs.charmap_encode,'ab',"xmlcharrefreplace",{97:300})
t(codecs.charmap_build,'ab'); t(codecs.charmap_build('\0ab').size) if 0 else None
