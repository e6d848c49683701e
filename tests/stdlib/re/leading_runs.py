"""A search that begins with a repeat goes on behind the run when it fails: what it finds must not change."""
import re

TEXTS = ['', 'x', 'aax', 'aaa\nbbx\n\nccc', 'ab12cd34x', 'aaaa', '\n\n', 'a b c', 'aXbXcc', 'ααx\u20acα', 'a\U0001f600ax', '  12-x']
PATTERNS = [r'.*x', r'.+x', r'.{2,}x', r'(?s).*x', r'.*', r'.+$', r'(?m).*$', r'\w*x', r'\w+\d', r'\w{3,}x', r'[a-c]*\n', r'a*b', r'a*', r'a*$', r'\d*-',
            r'.*(\w)\1', r'(.*)\1x', r'.*(?<=a)x', r'.*?x', r'.*+x', r'.{0,2}x', r'[^X]*c', r'(?i)[^x]*c', r'(?i)x*c', r'\S*\s', r'.*\b', r'.*\B',
            r'a*(?!a)x', r'.*(?=x)', r'\W*x', r'(?s:.)*x', r'a*a*x', r'.*.*y']

for pattern in PATTERNS:
    compiled = re.compile(pattern)
    for text in TEXTS:
        spans = [match.span() for match in compiled.finditer(text)]
        later = [match.span() if match else None for match in (compiled.search(text, 1), compiled.search(text, 1, max(len(text) - 1, 0)))]
        print(ascii((pattern, text)), spans, later, ascii(compiled.sub('<\\g<0>>', text)), ascii(compiled.split(text)))

binary = re.compile(rb'[\x80-\xff]*x')
print([match.span() for match in binary.finditer(b'\x80\x81x\xffyx\xfe')], binary.search(b'\xff' * 40))

# to give back over a long run: to a literal, to a set, to none
for tail in ('q', 'é', '\u20ac', '[qr]', '(q)', 'Q', '(?i:Q)', 'qz'):
    for text in ('a' * 40 + 'q' + 'b' * 40, 'q' + 'é' * 30, 'é' * 30 + 'q', '\u20ac' * 20 + 'q' + '\u20ac' * 20, 'a' * 15 + 'q', 'a' * 16 + 'q' + 'r' * 3, 'q' * 20):
        found = re.search('.*' + tail, text), re.match('(.{3,})' + tail, text), re.match('.+' + tail + '$', text)
        print(tail.encode('ascii', 'backslashreplace').decode(), len(text), [match and match.span() for match in found])
