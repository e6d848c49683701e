# How deep blocks may stand in each other: generated code finds out.
def t(name, src):
    try:
        compile(src, 'f', 'exec')
        print(name, 'ok')
    except SyntaxError as e: print(name, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    except Exception as e: print(name, type(e).__name__, e)
def nest(heads, tail='pass\n', depth=0):
    out = ''
    for i,h in enumerate(heads): out+=' '*i+h+'\n'
    return out+' '*len(heads)+tail
for n in (19,20,21):
    t(f'for {n}', nest(['for x in y:']*n))
    t(f'while {n}', nest(['while x:']*n))
    t(f'with {n}', nest(['with x:']*n))
    t(f'with items {n}', 'with '+', '.join(f'a{i} as b{i}' for i in range(n))+': pass\n')
    t(f'if {n}', nest(['if x:']*n))
    t(f'def {n}', nest(['def x():']*n))
    t(f'comp {n}', '[x '+'for x in y '*n+']\n')
def tries(n, kind):
    src = ''
    for i in range(n): src+=' '*i+'try:\n'
    src+=' '*n+'pass\n'
    for i in reversed(range(n)): src+=' '*i+kind+'\n'
    return src
for n in (19,20,21):
    t(f'try {n}', tries(n,'except: pass')); t(f'tryf {n}', tries(n,'finally: pass'))
def handlers(n, kind, inner='pass'):
    src = ''
    for i in range(n): src+=' '*i+'try: pass\n'+' '*i+kind+'\n'
    return src+' '*n+inner+'\n'
for n in (9,10,11,18,19,20,21):
    t(f'except {n}', handlers(n,'except:')); t(f'except as {n}', handlers(n,'except E as e:')); 
    if n<12: t(f'finally {n}', handlers(n,'finally:'))
    t(f'loop orelse {n}', nest(['for x in y: pass\n'+' '*i+'else:' for i in range(n)]))
    t(f'except in for {n}', nest(['for x in y:']*(n-2),'try: pass\n'+' '*(n-2)+'except: pass\n'))
    t(f'try in for {n}', nest(['for x in y:']*(n-1),'try: pass\n'+' '*(n-1)+'except: pass\n'))
    t(f'both {n}', nest(['for x in y:']*(n-2),'try: pass\n'+' '*(n-2)+'except: pass\n'+' '*(n-2)+'else: pass\n'+' '*(n-2)+'finally: pass\n'))
