"""What cannot be assigned to, deep in the target of a for; where CPython points; patterns by position behind keywords."""
sources = '''for a, b, (c + 1, d()): pass
for x, f(), 3: pass
for *a, 1: pass
for f(x) in y pass
for (a), (b+1): pass
for [a, (b, *c), 5]: pass
for (a, b), c: pass
for *f(): pass
for a[1, 2](), b: pass
for (): pass
for []: pass
for (a,): pass
for (yield a), b: pass
for a, *b, 1 in x: pass
for a, {}: pass
for a, (b, [c, (d, 1)]): pass
for a, "x" "y": pass
del (a, 1), f(x)
del a, b+1 c
[a for x, 1 in y]
with a as (b, 1): pass
with a as b, c as (d, e+1) : pass
(a, b+1) = 5 = 3 x
match x:\\n  case C(a=b, c, d=e, f, ...): pass
match x:\\n  case C(a=b, c, d=e): pass
match x:\\n  case C(a=b, c, d): pass
match ...:\\n  case C(a=b, c, d=e, f, g=h, i, j=k, ...):\\n    ...
match x:\\n  case C(a, b=c, d=e): pass'''
for source in sources.split('\n'):
    source = source.replace('\\n', '\n')
    try:
        compile(source + '\n', '<s>', 'exec')
        print('fine', source)
    except SyntaxError as error:
        print(error.msg, error.args[1][1:])

for before, after in (255, 0), (256, 0), (300, 3), (3, 300), (0, 3000):
    source = ', '.join(['a'] * before + ['*rest'] + ['b'] * after) + ' = x'
    for text in source, f'for {source[:-4]} in y: pass', '(' + source.replace(' = ', ') = '):
        try:
            compile(text, '<s>', 'exec')
            print(before, after, 'fine')
        except SyntaxError as error:
            print(before, after, error.msg, error.lineno, error.offset, error.end_offset)
