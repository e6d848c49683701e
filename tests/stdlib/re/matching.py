# What matches, by theme: each line a pattern and some texts; spans of all groups are shown.
import re

THEMES = {
    'literals and sets': [('abc', 'xabcabc'), ('[a-c]+', 'xxabcd'), ('[^a-c]+', 'abxyc'), (r'[\w-]+', '--a_1 '), ('[]a]+', 'a]b'),
                          ('[\u0100-\u0200x]+', 'a\u0101x\u0200b'), ('[\U00010000a]+', 'b\U00010000a'), ('[^\u0100]', '\u0100b')],
    'any': [('.+', 'ab\ncd'), ('(?s:.+)', 'ab\ncd'), ('a.c', 'a\nc abc'), ('.*$', 'x\n')],
    'anchors': [('^a', 'ba'), ('(?m)^a', 'b\na'), ('a$', 'a\n'), (r'a\Z', 'a\n'), ('(?m)a$', 'a\nb'), ('^$', '\n'), (r'\Ab', 'ab'), ('$', 'a\n')],
    'boundaries': [(r'\b', ''), (r'\B', ''), (r'\bfoo\b', 'foobar foo'), (r'\Boo', 'foo'), (r'\b', '\u00e9a'), (r'(?a)\b', '\u00e9a')],
    'repeats': [('a*', 'aab'), ('a*?', 'aab'), ('a+?b', 'aab'), ('a{2}', 'aaa'), ('a{2,}', 'aaaa'), ('a{,2}', 'aaa'), ('x{,3}', 'xxxxx'),
                ('a{1,2}?', 'aa'), ('(ab)*', 'ababa'), ('(ab)*?c', 'ababc'), ('(a|b)*?', 'ab'), ('(?:ab){2,3}', 'abababab'), ('(a*)*', 'aab'),
                ('(a*)+', 'b'), ('(a|)*', 'aa'), ('(?:a?)*?$', 'aaa'), ('(a?)*?b', 'aab'), ('(?:(a)|b)*', 'abab'), ('(?:(a)|(b))*', 'ab'),
                ('((a)|b)*?c', 'abc'), ('(?:x(y)?)*', 'xyx')],
    'possessive and atomic': [('a*+a', 'aaa'), ('a*+b', 'aaab'), ('(?:ab)++', 'ababa'), ('(?:ab)?+ab', 'ab'), ('(?>a*)a', 'aa'), ('(?>a|ab)c', 'abc'),
                              ('(?>(a)|b)*c', 'abc'), ('(?:a?)*+', 'b'), ('(?:a|b){2,3}+', 'abab'), ('(?>(?>a+)b)c', 'aabc'), ('a{2}+', 'aaa'), ('(?:a|b){0}+c', 'c')],
    'alternatives': [('a|ab', 'ab'), ('ab|a', 'ab'), ('|a', 'a'), ('(a|ab)(c|bcd)(d*)', 'abcd'), ('foo|bar|baz', 'a baz'), ('(?:a|b|c|d)+e', 'abcde')],
    'look around': [('(?=(a))a', 'a'), ('(?!a).', 'ab'), ('(?<=a)b', 'ab'), ('(?<!a)b', 'abb'), ('(?<=ab|cd)e', 'cde'), ('(?=(a)|b)b', 'b'), ('(?!(a)b)a', 'ac'),
                    ('(?<=(a))b', 'ab'), ('(?<!x)a', 'a'), ('(?=a*(b))\\w+', 'aab'), ('(?:(?=(a))a)+b', 'aab'), ('(?!(?!a))a', 'a')],
    'references': [(r'(a|b)\1', 'abb'), (r'(?P<x>.)(?P=x)', 'abb'), (r'(a)?\1b', 'b'), (r'(?i)(a)\1', 'aA'), (r'(?i)(\u00e4)\1', '\u00e4\u00c4'), (r'(a*)\1$', 'aaaa'),
                   (r'(?:(a)|b)\1', 'b')],
    'conditions': [('(a)?(?(1)b|c)', 'ab'), ('(a)?(?(1)b|c)', 'c'), ('(?P<n>a)?(?(n)b)', 'ab'), ('(?:(a)|b)(?(1)c|d)', 'bd'), ('(a)?(?(1)|x)y', 'y')],
    'ignoring case': [('(?i)abc', 'ABC'), ('(?i)[a-c]+', 'AbC'), ('(?i)[^a]', 'Ab'), ('(?i)\u0131', 'I'), ('(?i)\u212a', 'k'), ('(?i)k', '\u212a'), ('(?ia)k', '\u212a'),
                      ('(?i)\u03c3', '\u03c2'), ('(?i)[\u0430-\u044f]+', '\u0410\u042f'), ('(?i)\ufb05', '\ufb06'), ('(?i)[\U00010400]', '\U00010428'), ('(?i)s', '\u017f')],
    'kinds of characters': [(r'\d+', '12\u0663'), (r'(?a)\d+', '12\u0663'), (r'\s+', ' \u2003\x1c'), (r'(?a)\s+', ' \u2003\x1c'), (r'\w+', 'a\u00e9_\u4e00!'), (r'(?a)\w+', 'a\u00e9'),
                            (r'\W+', 'a! \u00a0'), (r'\D\S', '1a \u00e9')],
}


def spans(match):
    return match and [match.span(i) for i in range(match.re.groups + 1)]


for theme, cases in THEMES.items():
    print('---', theme)
    for pattern, text in cases:
        compiled = re.compile(pattern)
        print(ascii(pattern), ascii(text), spans(compiled.search(text)), spans(compiled.match(text)), spans(compiled.fullmatch(text)),
              [m.span() for m in compiled.finditer(text)])
        for wider in ('\u0100', '\U00010000'):      # the same in texts of 2 and 4 bytes a character
            assert spans(compiled.match(text, 0, len(text))) == spans(compiled.match(text + wider, 0, len(text))), (pattern, wider)
            assert spans(compiled.search(text, 0, len(text))) == spans(compiled.search(text + wider, 0, len(text))), (pattern, wider)
print('--- bytes')
for pattern, text in [(rb'\w+', b'a\xe9'), (rb'(?L)\w+', b'a\xe9'), (rb'(?i)[A-Z]+', b'abC'), (rb'(?Li)K', b'k'), (rb'(?Li)(a)\1', b'aA'), (rb'[^\x00-\x7f]', b'a\xff'),
                      (rb'(?Li)[b-d]+[^x]', b'BcX'), (rb'(?Li)[^a]', b'Ab'), (rb'(?L)\b.\B', b'ab'), (rb'\s\d', b' 1')]:
    print(pattern, text, spans(re.search(pattern, text)))
print('--- bounds')
p = re.compile('^a|b$')
print([spans(p.search('abab', i, j)) for i in range(-1, 6) for j in range(-1, 6)])
print(re.compile('a').search('xa', 1).pos, p.search('axx', -5, 99), p.search('a', 5))
