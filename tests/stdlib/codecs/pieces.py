# Decoding piece by piece: what is consumed, what is left; escapes of bytes.
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


for f in ('utf_8','utf_7','utf_16','utf_16_le','utf_16_be','utf_32','utf_32_le','utf_32_be','unicode_escape','raw_unicode_escape'):
    d=getattr(_codecs,f+'_decode')
    for s in ('a€𝒳b',):
        try: b=getattr(_codecs,f+'_encode')(s)[0]
        except Exception as x: print(x); continue
        print(f,b)
        for i in range(len(b)+1):
            t(d,b[:i],'strict',False); t(d,b[:i],'strict',True); t(d,b[:i],'replace',False)
t(_codecs.utf_16_ex_decode,b'\xfe\xff\0a','strict',0,False)
t(_codecs.utf_32_ex_decode,b'\0\0\xfe\xff\0\0\0a\0','strict',0,False)
t(_codecs.utf_16_encode,'a','strict',-1);t(_codecs.utf_16_encode,'a','strict',1)
t(_codecs.escape_decode,br'a\x41\101\n\'\q\777','strict');t(_codecs.escape_decode,br'a\x4','strict');t(_codecs.escape_decode,br'a\x4z','replace')
t(_codecs.escape_decode,br'a\x4z','ignore');t(_codecs.escape_decode,br'a\x4z','foo');t(_codecs.escape_decode,b'a\\');t(_codecs.escape_encode,b"a'\n\t\\\xff\x00\"")
dec=codecs.getincrementaldecoder('utf-8')()
print(dec.decode(b'\xe2\x82'),dec.getstate(),dec.decode(b'\xac'),dec.getstate())
dec=codecs.getincrementaldecoder('utf-16')()
print(dec.decode(b'\xff\xfe\xac'),dec.getstate(),dec.decode(b'\x20'),dec.getstate())
enc=codecs.getincrementalencoder('utf-16')(); print(enc.encode('a'),enc.encode('b'),enc.getstate())
