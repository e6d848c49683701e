# \N{NAME} in literals, f-strings and the codec unicode_escape; the error handler namereplace.
print(ascii('\N{LATIN SMALL LETTER A}\N{latin small letter e with acute}\N{BELL}\N{ALERT}\N{CJK UNIFIED IDEOGRAPH-4E00}\N{HANGUL SYLLABLE GAG}'))
x = 3
print(ascii(f'{x}\N{EN DASH}{x:\N{DIGIT ONE}>4}\N{LEFT CURLY BRACKET}\N{GRINNING FACE}'), ascii('a' '\N{MIDDLE DOT}' rb'\N{x}'.decode()), r'\N{DIGIT ONE}', b'\\N{DIGIT ONE}')
texts = [r"'\N{foo}'", r"'\N'", r"'\N{'", r"'\N{}'", r"'ab\N{KEYCAP DIGIT ONE}'", r"f'\N{foo}'", r"'''a\N{x}'''", r"'\N{LATIN SMALL LETTER A'", r"'\N {DIGIT ONE}'",
         r"'\N{ DIGIT ONE}'", r"'\N{DIGIT ONE }'", r"'\N{DIGIT_ONE}'", "'\\N{" + 'A' * 300 + "}'"]
for text in texts:
    try:
        exec('x = ' + text)
    except SyntaxError as e:
        print(text[:30], e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
for data in br'\N{DIGIT ONE}', br'a\N{foo}b', br'\N', br'\N{', br'\N{}', br'\N{DIGIT ONE', br'\N{KEYCAP DIGIT ONE}', br'\N{\xe9}', br'\Nx':
    for errors in 'strict', 'replace', 'ignore', 'backslashreplace':
        try:
            print(data, errors, ascii(data.decode('unicode_escape', errors)))
        except UnicodeDecodeError as e:
            print(data, errors, e)
print('a\u1234\U0001f600\ue000\uac00\u4e00\ud800'.encode('ascii', 'namereplace'))
print('z\u00e9\u20ac'.encode('latin-1', 'namereplace'))
