# compile() in its modes, with the flags that codeop uses: what is complete, what is not, and where an error is.
def show(src, mode='exec', flags=0):
    try:
        c = compile(src, '<t>', mode, flags)
        r = 'ok'
    except SyntaxError as e:
        r = '%s %r' % (type(e).__name__, e.args[0]) + (' %r' % (e.args[1],) if not flags else '')
    print(repr(src)[:60], mode, hex(flags), r)
for m in ('exec','eval','single'):
    for s in ('', '   ', 'x = (1,', 'x\n y', 'x = (1', 'x', 'if x: pass', 'if x: pass\n', 'if x:\n pass', 'if x:\n pass\n', 'if x:\n pass\n\n', 'if x:', 'if x:\n', 'def f(): pass\nx', '"""a', '"""a\n', "'a", 'x\\', 'x\\\n', 'x +', 'x +\n','(', '(\n', ')', '[1,\n2', 'class', 'class\n', 'a = ', 'a = \n', 'f"{x', 'for x in y: pass; z', 'if x: pass\nelse: pass', '@d', '@d\n', 'try: pass', 'try: pass\n', '1 if', '1 if\n', 'if 1:\n  if 2:\n    pass', 'if 1:\n  if 2:\n    pass\n', '$', 'a b', 'def f():\n  x\n\n\n', 'x = [', 'f(x for', '{1:', 'del', 'import', 'from x import', 'from x import (', 'lambda', '#c', 'if x: #c', 'if x: #c\n', "f'''", 'while 1:\n  x\n  y', 'with a:', 'match x:', 'match x:\n case 1:', '(]', 'def f(:', 'x = 1;', 'if x:\nelse', 'print(1', "f('''", 'a = """b""" +'):
        for f in (0, 0x200, 0x4000, 0x4200): show(s, m, f)
for s in ('x\n ', 'if x:\n  pass\n ', 'if x:\n  pass\n  ', 'if x: pass\n ', 'if x:\n  if y:\n    pass\n  ', 'if x:\n  pass\n   ', "a = 'a\\\n"):
    show(s, 'single')
    show(s, 'single', 0x4200)
