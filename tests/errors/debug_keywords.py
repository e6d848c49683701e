# No keyword may be called __debug__, not even of a class.
for s in ('class C(__debug__=1): pass', 'class C(a, __debug__=1):\n __debug__ = 2', '@d\nclass C(x=1, __debug__=1): pass', 'f(__debug__=1)', 'f(a)(__debug__=1, b=2)'):
    try: compile(s, '<t>', 'exec')
    except SyntaxError as e: print(repr(s), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
