# What the engine refuses, and in which words; and codes made by hand, which must not lead it astray.
import _sre
import re

p, m = re.compile('(a)(?P<n>b)'), re.match('(a)(?P<n>b)', 'ab')
calls = '''p.match(); p.match(1); p.search(None); p.match(b"a"); re.compile(b"a").match("a"); p.match("a", "b"); p.sub(1, "ab"); p.sub(b"x", "ab")
p.sub("x", b"ab"); p.sub(lambda m: 1, "ab"); p.split("a", None); m.group(3); m.group(-1); m.group("x"); m["x"]; m[1.5]; m.start(9); m.group(10**30); m.expand(r"\\3")
m.span(None); p < p; type(p)(); type(m)(); p.foo; m.foo; re.compile("(?P<n>a)").sub(r"\\g<x>", "a"); re.compile("a").scanner(); p.findall(1); m.groups(1, 2)
re.compile("("); re.compile("*"); re.compile("[b-a]"); re.compile("(?<=a*)b"); re.compile("a", 4); re.compile(b"a", 32); re.compile("\\\\1"); re.compile("a{3,2}")
setattr(m, "pos", 1); setattr(p, "flags", 1); setattr(m, "lastindex", 1); setattr(p, "x", 1); hash([p]); re.compile("(?(1)a)"); re.sub("a", "\\\\", "a")'''
for call in calls.replace('\n', ';').split('; '):
    for one in call.split(';'):
        try:
            print(one, '->', eval(one))
        except Exception as error:
            print(one, '->', type(error).__name__, error)

OP = {str(op): int(op) for op in re._constants.OPCODES}
S, L, MAX = OP['SUCCESS'], OP['LITERAL'], re._constants.MAXREPEAT


def tried(codes, groups=0):
    try:
        pattern = _sre.compile('x', 0, codes, groups, {}, (None,) * (groups + 1))
    except (RuntimeError, OverflowError, TypeError) as error:
        return type(error).__name__, str(error)
    return [pattern.search(text) and pattern.search(text).regs for text in ('', 'a', 'aab')]


print(tried([]), tried([S]), tried([OP['FAILURE'], S]), tried([L]), tried([L, 97, S]), tried([L, 97]), tried([99]), tried(['x']), tried([-1]), tried([2**32]))
bad = [
    [OP['MARK'], 2, S], [OP['JUMP'], 1, S], [OP['AT'], 99, S], [OP['CATEGORY'], 18, S], [OP['GROUPREF'], 0, S], [OP['MAX_UNTIL'], S],
    [OP['IN'], 3, L, 97, S], [OP['IN'], 100, OP['FAILURE'], S], [OP['IN'], 4, OP['CHARSET'], 0, OP['FAILURE'], S],
    [OP['IN'], 4, OP['BIGCHARSET'], 1, OP['FAILURE'], S], [OP['IN'], 4, OP['CATEGORY'], 77, OP['FAILURE'], S],
    [OP['BRANCH'], 5, L, 97, OP['JUMP'], 9, 0, S], [OP['BRANCH'], 3, L, 97, 0, S], [OP['REPEAT_ONE'], 6, 2, 1, L, 97, S, S], [OP['REPEAT_ONE'], 5, 0, 1, L, 97, S],
    [OP['REPEAT'], 5, 0, 1, L, 97, S, S], [OP['ASSERT'], 4, 0, L, 97, S], [OP['ATOMIC_GROUP'], 9, L, 97, S, S], [OP['INFO'], 4, 1, 0, 0, S], [OP['INFO'], 4, 8, 0, 0, S],
    [OP['INFO'], 9, 1, 1, 1, 1, 2, 97, 0, S], [OP['GROUPREF_EXISTS'], 0, 2, S], [OP['SUBPATTERN'], 0, S], [OP['NEGATE'], S], [OP['RANGE'], 1, 2, S],
]
print([tried(codes) for codes in bad] == [('RuntimeError', 'invalid SRE code')] * len(bad))
print(tried([OP['MARK'], 0, L, 97, OP['MARK'], 1, S], 1))
print(tried([OP['REPEAT_ONE'], 6, 0, MAX, L, 97, S, S]), tried([OP['REPEAT'], 5, 0, MAX, L, 97, OP['MAX_UNTIL'], S]))
print(tried([OP['INFO'], 4, 0, 3, 9, S]))
for function in (_sre.ascii_iscased, _sre.unicode_iscased, _sre.ascii_tolower, _sre.unicode_tolower):
    print(function.__name__, [function(ord(c)) for c in 'aA1\u00e4\u00c4\u0130\u00df\u03a3\U00010400'], function(-1), function(2**31 - 1))
    try:
        function(2**31)
    except OverflowError as error:
        print(error)
print(_sre.MAGIC, _sre.CODESIZE, _sre.getcodesize(), _sre.MAXREPEAT, _sre.MAXGROUPS)
