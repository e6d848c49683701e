# Properties and names of characters from all of Unicode 14, and what the functions say of wrong arguments.
import _sha512
import unicodedata as u


def row(c):
    return (u.category(c), u.bidirectional(c), u.combining(c), u.mirrored(c), u.east_asian_width(c), u.decomposition(c), u.decimal(c, None),
            u.digit(c, None), u.numeric(c, None), u.name(c, None))


for c in 'aA1 \n\u0301\u00e9\u00bd\u2167\u0664\u3042\u4e00\u5146\uac01\uf900\ufb01\uff21\u05d0(\u2208\u0378\ud800\ue000\U0001f600\U00017000\U00018b00\U0002a739\U0002f874\U00010ffff'[:-1]:
    print(ascii(c), *row(c))
rows = _sha512.sha512()
for code in [*range(0, 0x32400, 53), *range(0xAC00, 0xD7A4, 301), *range(0xE0000, 0xE0200, 7), 0x10FFFF]:
    rows.update(ascii(row(chr(code))).encode())
print(rows.hexdigest())
print(u.unidata_version, u.__doc__ is None)

names = ['LATIN SMALL LETTER A', 'latin small letter a', 'Digit One', 'SPACE', 'TIBETAN MARK BKA- SHOG YIG MGO', 'CJK UNIFIED IDEOGRAPH-4E00', 'CJK UNIFIED IDEOGRAPH-20000',
         'cjk unified ideograph-4e00', 'CJK UNIFIED IDEOGRAPH-4e00', 'CJK UNIFIED IDEOGRAPH-4DC0', 'CJK UNIFIED IDEOGRAPH-04E00', 'CJK UNIFIED IDEOGRAPH-', 'CJK COMPATIBILITY IDEOGRAPH-F900',
         'HANGUL SYLLABLE GA', 'HANGUL SYLLABLE HIH', 'HANGUL SYLLABLE A', 'HANGUL SYLLABLE', 'HANGUL SYLLABLE GX', 'hangul syllable ga', 'BELL', 'ALERT', 'NULL', 'LF', 'nbsp', 'EM', 'VS17',
         'KEYCAP DIGIT ONE', 'latin small letter r with tilde', 'LATIN SMALL LETTER R WITH TILDE', 'KHITAN SMALL SCRIPT CHARACTER-18B00', 'TANGUT IDEOGRAPH-17000',
         'GHOST', '', ' SPACE', 'SPACE ', 'LATIN  SMALL', '\xe9', '\u4e00', 'x' * 256, 'x' * 257, b'DIGIT ONE', b'\xff', 'WIRELESS', 'SHAKING FACE']
for name in names:
    try:
        print(name if len(name) < 99 else len(name), ascii(u.lookup(name)))
    except (KeyError, UnicodeDecodeError) as e:
        print(type(e).__name__, ascii(str(e))[:90])
for code in [*range(0x20, 0x3400, 41), *range(0x12000, 0x1FC00, 211)]:
    name = u.name(chr(code), None)
    assert name is None or u.lookup(name) == u.lookup(name.lower() if not name.startswith('HANGUL SYLL') else name) == chr(code), name

for f in u.category, u.bidirectional, u.combining, u.mirrored, u.east_asian_width, u.decomposition, u.decimal, u.digit, u.numeric, u.name, u.lookup:
    for args in (), (1,), ('ab',), ('',), (bytearray(b'a'),), ('a', 1, 2):
        try:
            print(f.__name__, args, f(*args))
        except (TypeError, ValueError, KeyError) as e:
            print(f.__name__, args, type(e).__name__, e)
for f in u.decimal, u.digit, u.numeric, u.name:
    for args in ('\u0378',), ('\0', 'default'), ('\u00b2', None), ('\u00bd', 0):
        try:
            print(f.__name__, ascii(args), f(*args))
        except ValueError as e:
            print(f.__name__, ascii(args), e)
