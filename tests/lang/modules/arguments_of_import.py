# __import__() with odd levels, names and lists.
def t(*a, **k):
    try: r = __import__(*a, **k); print(a, k, getattr(r, '__name__', r))
    except Exception as e: print([x if isinstance(x, (int, str)) else type(x).__name__ for x in a], type(e).__name__, e)
for n in (5, None, b'os', '', 'os', 'nonexist', 'os.path', 'os.nonexist', 'sys'):
    t(n)
for l in (-1, 0, 'x', None, 1.5, 1 << 40, False): t('os', {}, {}, [], l); t('os', {'__name__': 'a.b', '__package__': 'a'}, {}, [], l); t('os', None, None, None, l); t('os', 5, None, None, l)
for f in (5, 'abc', ['path'], ('path', 'nonex'), [5], {'path': 1}, None, '', 0): t('os', None, None, f); 
t(); t('os', level=0); t(name='os'); t('os', foo=1); t('os', 1, 2, 3, 0, 5)
