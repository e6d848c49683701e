# SyntaxError.text: the line for what the parser finds; None for what the compiler finds in a text that is in no file.
for s in ('return', 'def f():\n  x = 1\n  global x', 'break', 'yield', 'def f(a, a): pass', 'nonlocal x', 'from __future__ import zzz', 'from __future__ import braces', 'x = 1\nfrom __future__ import division', 'class A:\n  return 1', 'lambda: (yield)', '[x := 1 for x in y]', 'def f():\n  nonlocal y', 'async def f():\n  yield 1\n  return 2', 'await x', 'a, *b, *c = d', '*a', 'def f():\n  from x import *', 'continue', 'del f()', '{**a for a in b}', 'print 1', '__debug__ = 1', 'def f(__debug__): pass', 'f(a=1, a=2)', 'é = 1; return', 'if 1:\npass', '\tx\n y', '"abc', '1 +', 'x: int = 1; global x', 'with a as f(): pass', 'for f() in x: pass', 'None = 1', 'try: pass', 'x = yield = 1', "f'{a b}'", "f'{'", "f'{return}'", "f'{lambda x: 1}'", 'a b', '@', 'é é', '\n\n   x = 1'):
    for mode in ('exec',):
        for end in ('', '\n'):
            try: compile(s + end, 'file.nonexistent', mode)
            except SyntaxError as e: print(mode, ascii(s + end), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text))
