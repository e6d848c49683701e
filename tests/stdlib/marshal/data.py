# marshal: data in all versions, sharing, errors; code of this process.
import io, marshal, sys

def attempt(what):
    try:
        return what()
    except BaseException as e:
        return f'{type(e).__name__}: {e}'
values = [None, True, False, ..., StopIteration, 0, 1, -1, 255, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**64, 10**30, -10**50, 2**15, 2**30, 2**45 - 1,
          0.0, -0.0, 1.5, 1e300, float('inf'), float('-inf'), 0.1, 1j, -2.5 + 3j, b'', b'abc', bytearray(b'xyz'), memoryview(b'mem'), '', 'a', 'word', 'two words',
          'äö', 'ß' * 300, 'x ' * 300, '\ud800', '\U0001f600', (), (1,), (1, 'a', None), tuple(range(300)), [], [1, [2, [3]]], {}, {'k': 1, 2: (3,)},
          set(), {3}, frozenset(), frozenset({'f'}), [{'a': [(), {}]}]]
for value in values:
    for version in 0, 1, 2, 3, 4:
        data = marshal.dumps(value, version)
        back = marshal.loads(data)
        same = back == value and type(back) in (type(value), bytes) or repr(back) == repr(value)
        if not same or version in (2, 4):
            print(version, repr(data)[:70], '' if same else ('differs', back))
nan = marshal.loads(marshal.dumps(float('nan')))
print(nan != nan)
print(marshal.dumps({1, 2, 3, 10, 200}), marshal.dumps(frozenset('abc')) == marshal.dumps(frozenset('cab')))

# sharing
shared = ['s', 't']
pair = marshal.loads(marshal.dumps([shared, shared]))
print(pair[0] is pair[1])
pair = marshal.loads(marshal.dumps([shared, shared], 2))
print(pair[0] is pair[1])
itself = []
itself.append(itself)
back = marshal.loads(marshal.dumps(itself))
print(back[0] is back, attempt(lambda: marshal.dumps(itself, 2)))
d = {}
d['d'] = d
back = marshal.loads(marshal.dumps(d))
print(back['d'] is back)
text = ''.join(['inter', 'ned'])
print(marshal.loads(marshal.dumps(sys.intern(text))) is sys.intern(text))

# errors
for bad in [object(), int, print, [object()], {1: len}, range(3), (lambda: 0), 1 .__class__, type('S', (str,), {})('s'), type('I', (int,), {})(3)]:
    print(attempt(lambda: marshal.dumps(bad)))
deep = []
for i in range(2100):
    deep = [deep]
print(attempt(lambda: marshal.dumps(deep)))
print(attempt(lambda: marshal.loads(b'[\x01\x00\x00\x00' * 2100 + b'N')))
for data in [b'', b'i', b'i\1\2', b'?', b'Q', b'l\x00\x00\x00\x80', b'l\x02\x00\x00\x00\x01\x00\x00\x00', b'l\x01\x00\x00\x00\xff\xff', b's\xff\xff\xff\xff', b's\x05\x00\x00\x00ab',
             b'(\x02\x00\x00\x00N', b'(\x01\x00\x00\x000', b'[\x01\x00\x00\x000', b'<\x01\x00\x00\x000', b'0', b'r\x00\x00\x00\x00', b'{N', b'{N0', b'u\x01\x00\x00\x00\xff', b'<\x01\x00\x00\x00[\x00\x00\x00\x00',
             b'f\x03abc', b'c', b'[\xff\xff\xff\x7fN', b'z\x05ab', b'a\xff\xff\xff\x7f', b'Nrest', b'\xce', b'I\x01\x00\x00\x00\x00\x00\x00\x80', b'f\x031.5', b'x\x011\x012']:
    print(data[:12], attempt(lambda: marshal.loads(data)))
print(attempt(lambda: marshal.loads('text')), attempt(lambda: marshal.dumps()), attempt(lambda: marshal.dumps(1, 'x')))

# files
f = io.BytesIO()
marshal.dump([1, 'two'], f)
marshal.dump(3, f, 2)
f.seek(0)
print(marshal.load(f), marshal.load(f), attempt(lambda: marshal.load(f)))
class Wrong:
    def read(self, n):
        return 'text'
print(attempt(lambda: marshal.load(Wrong())), attempt(lambda: marshal.load(5)), marshal.version)

# code
code = compile('def f(x, *, y=2):\n    "doc"\n    return [x + y + i for i in range(3)]\nresult = f(1)', 'a file', 'exec')
back = marshal.loads(marshal.dumps(code))
space = {}
exec(back, space)
print(back == code, back.co_filename, space['result'], space['f'].__doc__, space['f'].__code__.co_varnames)
