# Pattern, Match and scanner: what their methods give.
import copy
import re
import weakref

p = re.compile(r'(?P<key>\w+)=(?P<value>\d+)?(;)?', re.I)
print(p, p.pattern, p.flags, p.groups, dict(p.groupindex), type(p.groupindex).__name__)
m = p.search('x, Size=12')
print(m, m.re is p, m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, m.regs, m.regs is m.regs)
print(m.group(), m.group(1), m.group('value', 3, 0), m['key'], m[2], m.groups(), m.groups('-'), m.groupdict(), m.groupdict(7))
print(m.start(), m.end(), m.span(), m.start('value'), m.end(3), m.span(3), m.expand(r'\2-\g<key>\n'))
print(copy.copy(m) is m, copy.deepcopy(m) is m, copy.copy(p) is p, copy.deepcopy(p) is p, re.Pattern[str], re.Match[bytes])
print(p.findall('a=1 b=;'), p.split('a=1 b=; c'), p.sub(r'<\g<value>\3>', 'a=1 b=;'), p.subn('', 'a=1 b=;'))
print(re.findall('a', 'banana'), re.findall('(a)', 'aa'), re.findall('(a)|(b)', 'ab'), re.findall('', 'ab'))
print(re.split('', 'ab'), re.split('(,)', 'a,b'), re.split('(a)|b', 'xbxax'), re.split(',', 'a,b,c', 1), re.split('x*', 'axbc'), re.split('$', 'a'))
print(re.sub('', '-', 'ab'), re.sub('x*', '-', 'abxd'), re.sub('a', 'b', 'aaa', 2), re.sub('a', lambda m: m.group().upper(), 'banana'))
print(re.sub('(a)(b)?', r'[\1\2]', 'abac'), re.sub('.', r'\n', 'ab'), re.sub('a', lambda m: None, 'xax'), re.subn('(?i)B', r'\\', 'abB'))
print(re.sub(b'a', b'\\g<0>!', b'xa'), re.sub(b'a', lambda m: m[0] * 2, bytearray(b'xa')), re.findall(b'.', memoryview(b'ab')), re.split(b'x', b'axb'))
print([m.span() for m in re.finditer('a*', 'baac')], [m.pos for m in re.compile('a').finditer('aaa', 1)])
print(re.escape('a.b*c [x]'), re.fullmatch('a|ab', 'ab').span(), re.match('a', 'ba'))
s = re.compile('a|(b)').scanner('abca')
print(s.pattern, s.match(), s.match(), s.match(), s.match(), type(s).__name__)
s = re.compile('a').scanner('abca', 1)
print(s.search(), s.search(), s.search())
print(repr(re.compile('x', re.A | re.S | re.X)), repr(re.compile(b'x', re.L | re.M)), repr(re.compile('y' * 250))[-20:], repr(re.compile('')))
a, b, c = re.compile('ab'), re.compile('ab', re.I), re.compile(b'ab')
re.purge()
other = re.compile('ab')
print(a == other, hash(a) == hash(other), a is other, a == b, a == c, a != c, a == 'ab', len({a, other, b, c}))
print(weakref.ref(a)() is a, re.compile(a) is a, bool(m), type(m).__name__)
empty = re.compile('ab?')
text = 'ab'
print(empty.match(text).group() is text, empty.sub('', 'x'), re.sub('q', '', text) == text)
class Text(str):
    pass
print(type(re.match('.*', Text('abc')).group()), re.match('.*', Text('abc')).string.__class__.__name__, re.split('b', Text('abc')))
lexer = re.Scanner([(r'\d+', lambda s, t: int(t)), (r'\w+', lambda s, t: t), (r'\s+', None)])
print(lexer.scan('abc 12 de!'))
print(re.template.__name__, re.RegexFlag.I | re.RegexFlag.M, re.I)
