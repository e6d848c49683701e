# The functions of operator: values, and messages about the number of arguments.
import operator as o
def t(f, *a, **k):
    try: r = f(*a, **k); print(f.__name__, r)
    except Exception as e: print(f.__name__, type(e).__name__, e)
names = [n for n in sorted(o.__all__) if n not in ('attrgetter', 'itemgetter', 'methodcaller')]
for n in names:
    f = getattr(o, n)
    for a in ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ([1], [2]), ({}, 1), ('a', 'b'), ([3, 1], 1), ([1, 2], 0, 5), ([1, 2], 0), (5.5, 2), ('abc', 'b'), ((1, 1, 2), 1)):
        t(f, *[list(x) if isinstance(x, list) else x for x in a])
    t(f, 1, 2, k=3); t(f, a=1, b=2)
    print(f, f.__module__, f.__text_signature__)
class S:
    def __getitem__(self, i): return [1, 2, 3][i]
    def __add__(self, o): return 'S+'
    def __length_hint__(self): return 7
t(o.concat, S(), S()); t(o.concat, S(), 5); t(o.iconcat, S(), [1]); t(o.countOf, S(), 2); t(o.indexOf, S(), 3); t(o.indexOf, S(), 9); t(o.length_hint, S()); t(o.length_hint, object()); t(o.length_hint, object(), 5); t(o.length_hint, object(), 'x'); t(o.length_hint, [1], True)
t(o.call, dict, a=1); t(o.call, max, 1, 2); t(o.call, sorted, [2, 1], reverse=True); t(o.call)
l = [1]; m = o.iconcat(l, [2]); print(l is m, l)
t(o.concat, {}, {}); t(o.concat, 1, [1]); t(o.concat, [1], 1); t(o.index, 1.5); t(o.index, True); t(o.pow, 2, 3); t(o.ipow, 2, 3)
print(o.__add__ is o.add, o.__not__ is o.not_)
class N:
    def __lt__(self, o): return 'lt'
    def __eq__(self, o): return []
print(o.lt(N(), 1), o.eq(N(), 1), o.not_(N()), o.truth([]))
