# Callbacks that do what they like, buffers that are held, long texts, and what is left afterwards.
import gc
import re
import sys

data = bytearray(b'abcabc')
def grow(match):
    try:
        data.append(1)
    except BufferError as error:
        print('held:', error)
    return b'x'
print(re.sub(b'b', grow, data), data)
data.append(33)
iterator = re.finditer(b'c', data)
next(iterator)
try:
    data.clear()
except BufferError as error:
    print('held:', error)
del iterator
data.clear()
match = re.match(b'a+', bytearray(b'aaa'))
match.string.clear()
print(match.span(), match.group(), match)

def nested(match):
    return re.sub('a', lambda inner: inner.group() * 2, match.group())
print(re.sub('a+', nested, 'baab'))
def fails(match):
    raise KeyError(match.start())
try:
    re.sub('b', fails, 'ab')
except KeyError as error:
    print('KeyError', error)

# no recursion in C: as long as the heap has room
n = 20000
for pattern in ('(?:a)*', '(?:a)*?b', '(a|b)*c?', '(?:(?:a|x)?)*$', '(?:a(?=a|b))*', '(?>(?:a|b)*)', '(?:a|b)*+', '(?:(a)|(b))*'):
    match = re.match(pattern, 'a' * n + 'b')
    print(pattern, match and match.end())
deep = '(?:' * 30 + 'a*' + ')*' * 30
print(re.match(deep, 'aaab').end())
print(re.search('(' * 60 + 'a' + ')' * 60, 'xa').lastindex)
print(re.match('(?:a|aa)+$', 'a' * 25 + 'b'), re.match('(a+a+)+y', 'a' * 12))
print(re.search('x' * 200 + 'y', 'x' * 500 + 'y').span(), re.search('\u0100' * 70, '\u0100' * 69 + 'b' + '\u0100' * 71).span())

# sizes as CPython counts them; a match refers to its string and its pattern
p = re.compile('(a)(b)?')
m = p.match('a')
print(sys.getsizeof(p) - p.__sizeof__(), sys.getsizeof(m), sys.getsizeof(re.match('', '')), sys.getsizeof(p.scanner('')))
print(gc.is_tracked(p), gc.is_tracked(m), m.string in gc.get_referents(m), p in gc.get_referents(m))
class Cycle(str):
    pass
text = Cycle('abc')
text.match = re.match('a', text)
del text
print(gc.collect() > 0)
