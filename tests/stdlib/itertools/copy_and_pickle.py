# Iterators of itertools are made again by copy and pickle: what __reduce__ gives, what __setstate__ takes.
import copy
import pickle
from itertools import *

def show(x):
    if type(x) is tuple:
        return '(' + ', '.join(map(show, x)) + ')'
    if type(x) is list:
        return '[' + ', '.join(map(show, x)) + ']'
    if type(x) in (int, str, type(None), bool):
        return repr(x)
    if type(x) is type:
        return x.__name__
    return type(x).__name__ + '<>'

def t(f):
    try:
        print(show(f()))
    except BaseException as e:
        print(type(e).__name__, e)

def adv(it, n):
    for _ in range(n):
        next(it, None)
    return it
makers = {'accumulate': lambda: accumulate([1, 2, 3]),
    'acc_f': lambda: accumulate([1, 2, 3], max),
    'acc_i': lambda: accumulate([1, 2, 3], initial=5),
    'acc_none': lambda: accumulate([None, 2, 3], lambda a, b: b),
    'chain': lambda: chain('ab', 'cd'),
    'chain0': lambda: chain(),
    'chainf': lambda: chain.from_iterable(['ab', 'c']),
    'comb': lambda: combinations('abcd', 2),
    'comb0': lambda: combinations('ab', 3),
    'combz': lambda: combinations('ab', 0),
    'cwr': lambda: combinations_with_replacement('abc', 2),
    'cwr0': lambda: combinations_with_replacement('', 2),
    'perm': lambda: permutations('abc', 2),
    'perm0': lambda: permutations('a', 2),
    'permz': lambda: permutations('', 0),
    'prod': lambda: product('ab', 'cd'),
    'prod0': lambda: product('ab', ''),
    'prodz': lambda: product(),
    'compress': lambda: compress('abc', [1, 0, 1]),
    'count': lambda: count(3),
    'count2': lambda: count(3, 2),
    'countf': lambda: count(1.5),
    'cycle': lambda: cycle('abc'),
    'cycle0': lambda: cycle(''),
    'dropwhile': lambda: dropwhile(lambda x: x < 2, [1, 2, 3]),
    'takewhile': lambda: takewhile(lambda x: x < 2, [1, 2, 3]),
    'filterfalse': lambda: filterfalse(None, [0, 1, 0]),
    'groupby': lambda: groupby('aabb'),
    'groupbyk': lambda: groupby('aabb', str.upper),
    'islice': lambda: islice('abcdef', 1, 5, 2),
    'islice1': lambda: islice('abcdef', None),
    'pairwise': lambda: pairwise('abc'),
    'repeat': lambda: repeat(1),
    'repeat3': lambda: repeat(1, 3),
    'starmap': lambda: starmap(pow, [(1, 2), (3, 4)]),
    'zip_longest': lambda: zip_longest('abc', 'd', fillvalue=7),
    'zl0': lambda: zip_longest(),
    'tee': lambda: tee('abc')[0],
    'teelong': lambda: tee('abc' * 40)[0]}
states = [None, 1, (), (1,), (0, 1), (5, -9), ([1], 1), ([1], 0),
    (iter('x'),),
    (iter('x'), iter('y')), (1, 2, 3), ((0, 1, 2), (3, 2)), ((9, 9, 9), (9, 9)), (2 ** 70, 1), ('a', 'b')]
for name, m in makers.items():
    print('==', name, hasattr(m(), '__reduce__'), '__setstate__' in dir(m()))
    for n in (0, 1, 2, 3, 5, 70):
        t(lambda: adv(m(), n).__reduce__())

        def again():
            r = adv(m(), n).__reduce__()
            it = r[0](*r[1])
            if len(r) > 2 and r[2] is not None:
                it.__setstate__(r[2])
            return list(islice(it, 9))
        t(again)
    if '__setstate__' in dir(m()) and name not in ('comb0', 'cwr0', 'perm0'):
        for s in states:

            def f():
                it = adv(m(), 1)
                return (it.__setstate__(s), [show(x) for x in islice(it, 4)], it.__reduce__())
            print(name, show(s), end=': ')
            t(f)
g = groupby('aabb')
k, gr = next(g)
t(lambda: gr.__reduce__())
k2, gr2 = next(g)
t(lambda: gr.__reduce__())
t(lambda: gr2.__reduce__())
c = copy.deepcopy(gr2)
print(list(c))
T = type(tee('')[0])
t(lambda: T('abc').__reduce__())
D = type(T('').__reduce__()[2][0])
print(D, D.__name__)
for a in [(), (1,),
    (iter('a'), [], None),
    (iter('a'), [1, 2], None),
    (iter('a'), [1, 2], 3),
    (iter('a'), (1,), None),
    (iter('a'), [1] * 57, None),
    (iter('a'), [1] * 57, 5),
    (iter('a'), [1] * 58, None),
    (iter('a'), [1], T('').__reduce__()[2][0]),
    (iter('a'), [1] * 57, T('').__reduce__()[2][0])]:
    print(show(a), end=' ')
    t(lambda: D(*a))
    t(lambda: D(*a).__reduce__())

    def f():
        x = T(())
        x.__setstate__((D(*a), 0))
        return list(islice(x, 70))
    t(f)
for a in [(D(iter('a'), [1, 2], None), 1),
    (D(iter('a'), [1, 2], None), 58),
    (D(iter('a'), [1, 2], None), -1), (3, 4),
    (D(iter('a'), [1, 2], None), 'x')]:

    def f():
        x = T(())
        x.__setstate__(a)
        return list(islice(x, 3))
    print(show(a), end=' ')
    t(f)
for name, m in makers.items():
    if name in ('acc_none', 'dropwhile', 'takewhile', 'pairwise', 'acc_f'):
        continue
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        it = adv(m(), 2)
        again = pickle.loads(pickle.dumps(it, protocol))
        if list(map(show, islice(again, 9))) != list(map(show, islice(it, 9))):
            print(name, protocol)
