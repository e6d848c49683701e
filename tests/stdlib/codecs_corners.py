# Corners of codecs: names, half characters, what a mistake covers, escapes that mean nothing.
import codecs
import pickle
import warnings
from collections import OrderedDict

warnings.simplefilter('error')


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


codecs.register(lambda name: (print(name), None)[1])
attempt(codecs.lookup, 'AAA\xe9\u20ac---8.b')
print(codecs.lookup('utf\u20ac8').name)
for data in (b'\xed\xa4\x81', b'\xed\xb0\x82', b'\xed\x9f\xbf', b'\xf0\x90\x80\x80'):
    for i in range(1, len(data)):
        for handler in ('surrogatepass', 'ignore', 'strict'):
            decoder = codecs.getincrementaldecoder('utf-8')(handler)
            attempt(lambda: (decoder.decode(data[:i]), decoder.decode(data[i:], True)))
for encoding in ('utf-8', 'ascii', 'utf-16', 'cp1252'):
    attempt('[\udc80\ud800\udfff]'.encode, encoding, 'surrogateescape')
for data in (rb'\d', rb'\377\400', rb'\777', rb'\8', b'\\\xfa', rb'\q\500', rb'\500\q'):
    attempt(codecs.escape_decode, data)
    attempt(codecs.unicode_escape_decode, data)
ordered = OrderedDict.fromkeys('abc')
for it in (iter(ordered), reversed(ordered), iter(ordered.items()), reversed(ordered.values())):
    next(it)
    print(it.__reduce__()[1:], list(pickle.loads(pickle.dumps(it))), len(list(it)))
