# Iterators copied, pickled and set to a place: __reduce__, __setstate__, __length_hint__.
import copy, operator, pickle

class Sequence:
    def __getitem__(self, i):
        return [1, 2][i]
    def __len__(self):
        return 2
    def __repr__(self):
        return 'S'
def attempt(what):
    try:
        return what()
    except Exception as e:
        return f'{type(e).__name__}: {e}'
def shown(value):
    return repr(value).partition(' object at')[0] if ' object at 0x' in repr(value) else repr(value)
sequence = Sequence()
makers = dict(list=lambda: iter([1, 2]), backward=lambda: reversed([1, 2]), tuple=lambda: iter((1, 2)), text=lambda: iter('ab'), wide=lambda: iter('äö€'),
              bytes=lambda: iter(b'ab'), array=lambda: iter(bytearray(b'ab')), range=lambda: iter(range(2)), long_range=lambda: iter(range(2**70, 2**70 + 6, 3)),
              back_range=lambda: reversed(range(3)), keys=lambda: iter({1: 2, 3: 4}), values=lambda: iter({1: 2, 3: 4}.values()), items=lambda: iter({1: 2, 3: 4}.items()),
              back_keys=lambda: reversed({1: 2, 3: 4}), set=lambda: iter({1, 2}), sequence=lambda: iter(sequence), reversed=lambda: reversed(sequence),
              enumerate=lambda: enumerate([1, 2]), zip=lambda: zip([1], [2]), strict=lambda: zip([1], [2], strict=True), map=lambda: map(len, ['a', 'b']),
              filter=lambda: filter(None, [1, 2]), callable=lambda: iter(list, 5), view=lambda: iter(memoryview(b'ab')))
for name, make in makers.items():
    x = make()
    print(name, attempt(lambda: [shown(part) for part in x.__reduce__()]), attempt(lambda: operator.length_hint(x)))
    print('   ', attempt(lambda: next(x)), attempt(lambda: [shown(part) for part in x.__reduce__()[1:]]), attempt(lambda: operator.length_hint(x)))
    if name != 'callable':
        for item in x:
            pass
        print('   ', attempt(lambda: [shown(part) for part in x.__reduce__()[1:]]), hasattr(x, '__setstate__'), hasattr(x, '__length_hint__'))
for name in makers:
    if name in ('callable', 'sequence', 'reversed', 'view'):
        continue
    x = makers[name]()
    next(x)
    again, copied = pickle.loads(pickle.dumps(x)), copy.copy(makers[name]())
    print(name, list(again), list(copied), list(copy.deepcopy(makers[name]())))
for name in ['list', 'backward', 'tuple', 'text', 'bytes', 'array', 'range', 'long_range', 'back_range', 'sequence', 'reversed']:
    for state in -5, 0, 1, 100:
        x = makers[name]()
        print(name, state, attempt(lambda: x.__setstate__(state)), attempt(lambda: list(x)))
    if name not in ('range', 'back_range', 'long_range', 'sequence', 'reversed'):
        print(attempt(lambda: makers[name]().__setstate__('x')))
d = {1: 2, 3: 4}
i = iter(d)
next(i)
d[5] = 6
print(attempt(i.__reduce__), operator.length_hint(i))
s = {1, 2}
i = iter(s)
s.add(3)
print(attempt(i.__reduce__), operator.length_hint(i))
