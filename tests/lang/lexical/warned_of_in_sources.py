# What the lexer and the parser warn of: numbers run into keywords, escapes that are none; and as errors.
import warnings
warnings.simplefilter('always')
for s in ('1if 1else 2', '0x1for x in ()', '1or 2', '1and 2', '1in [1]', '1is 1', '1.5if 1else 2', '1_0if 1else 2', '0b1or 2', '0o7and 1', '1jif 1else 2', '1 if 1 else 2', '1not in []', '0xfor x in ()', '1e5or 1', '[0x1for x in (1,2)]', '1_', '1a', '1ifx', '1__2', '0b2', '1.e', '012', '0x', '1iff', '1else', '1orx', '1 .real', "'\\d'", "b'\\d'", "f'\\d{1}'", "'\\9'", "'\\400'", "b'\\400'", "r'\\d'", "'''\n\\d'''", '1 is 1', '() is ()', 'x is "a"', '1()', '"a"()', '[1]()', '1[2]', '"a"["b"]', '(1,2)["a"]', 'assert (1, 2)', '[1][1.5]', '{1}[0]', 'f"a"()', '1 .a'):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        try: compile(s, 'f', 'exec'); r = 'ok'
        except SyntaxError as e: r = str(e)
        print(s, '|', r, '|', [(w.category.__name__, str(w.message), w.lineno) for w in log])

import warnings
for action in ('error', 'always', 'default'):
    warnings.resetwarnings(); warnings.simplefilter(action)
    for s in ('1if 1else 2', 'x = 1\ny = "\\d"', 'é = "é\\d" "x"', 'f"\\d{1}\\e"', '"\\400" "\\d"', 'f"{1if 1 else 2}"', '(1 is\n 1)', '\n\nassert (1,\n 2)'):
        with warnings.catch_warnings(record=True) as log:
            warnings.simplefilter(action)
            try: compile(s, 'f', 'exec'); r = 'ok'
            except SyntaxError as e: r = (e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text, e.filename)
            print(action, ascii(s), '|', r, '|', [(w.category.__name__, str(w.message), w.lineno, w.filename) for w in log])
