# normalize and is_normalized: the four forms, order of marks, Hangul, identity of what is normal already.
import unicodedata as u

FORMS = 'NFC', 'NFD', 'NFKC', 'NFKD'
texts = ['', 'plain', 'caf\u00e9', 'cafe\u0301', '\u1e9b\u0323', '\u017f\u0323\u0307', 'q\u0307\u0323', 'q\u0323\u0307', '\ufb01\u2075\u00bd', '\u212b\u2126\u212a', '\uac00\uac01\ud7a3',
         '\u1100\u1161\u11a8', '\u1100\u1161\u11a7', '\uac00\u11a8\u11a8', '\u1100\uac00', '\u0958\u2adc', '\u0344', '\u0f73\u0f71', 'a\u0315\u0300\u05ae\u0300b', 'a\u0300\u0315\u0300',
         '\u0301a', '\u0301\u0301', '\uff76\uff9e', '\u3392\u33a5', '\U0001d15e\U0001d1bb', '\U0002f874\U0002f868', '\ud800e\u0301', '\u0378\u0301', 'A\u030a\u0301', '\u01fa', '\u0b47\u0b3e',
         '\ufdfa', 'e' + '\u0301\u0323' * 40, '\u09c7\u09be\u09d7', '\u1112\u1175\u11c2', '\U00011131\U00011127']
for text in texts:
    for form in FORMS:
        normal = u.normalize(form, text)
        assert u.normalize(form, normal) == normal and u.is_normalized(form, normal)
        print(form, ascii(text)[:60], ascii(normal)[:120], u.is_normalized(form, text), normal is text)


class Text(str):
    pass


text = Text('e\u0301')
print(type(u.normalize('NFC', text)), type(u.normalize('NFD', text)))
for args in ('x', 'a'), ('nfc', 'a'), ('NFC',), ('NFC', 1), (1, 'a'), (b'NFC', 'a'), ('', ''), ('x', ''), ('NFC', 'a', 1), ():
    for f in u.normalize, u.is_normalized:
        try:
            print(f.__name__, args, repr(f(*args)))
        except (TypeError, ValueError) as e:
            print(f.__name__, args, type(e).__name__, e)

old = u.ucd_3_2_0
print(old.unidata_version, type(old), [n for n in dir(old) if n[0] != '_'])
for c in 'a1\u0221\u0220\u20ac\U0001f600\u05d0\uac00\u4e00':
    print(ascii(c), old.category(c), repr(old.bidirectional(c)), old.combining(c), old.east_asian_width(c), old.decimal(c, None), old.numeric(c, None), old.name(c, None))
for text in '\U0002f868', '\u1e9b\u0323', '\U0001d7ca\ufb01', 'e\u0301', '\u3392':
    print(*(ascii(old.normalize(form, text)) for form in FORMS), *(old.is_normalized(form, text) for form in FORMS))
print(old.lookup('DIGIT ONE'))
for wrong in (lambda: u.UCD()), (lambda: setattr(old, 'x', 1)), (lambda: setattr(old, 'unidata_version', 1)):
    try:
        wrong()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
