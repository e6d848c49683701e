# compile(…, 'single'): one statement, with or without the blank line that the prompt would wait for.
for text in ('if 1: print(1)\n', 'if 1:\n    print(2)', 'if 1:\n    print(3)\n', 'for i in 1, 2:\n    i\n\n', 'f = lambda: 1; f()',
             'class A:\n    x = 1\nelse_ = 1\n', 'if 1:\n    pass\n\nx = 1\n', '(1,', 'if 1:\n', 'try: pass\n', 'if 0: pass\nelse:\n    4\n',
             '@staticmethod\ndef g(): pass\n', 'if 1:\n  pass\nfoo bar\n', 'if 1:\n  pass\nx = (\n', 'if 1:\n  pass\n@g\n', 'try:\n  1\n3\n'):
    try:
        exec(compile(text, '<text>', 'single'))
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset)

# A statement must be there, and a compound one on one line needs its newline. What errors show of a last line without a newline has none.
for text in ("", "\n", "#x", "#x\n", "   ", "   \n", "\t", "\n\n", "#x\n\n", "\f", "if 1: pass", "if 1: pass\n", "if 1: pass\n#c", "if 1: pass # c", "if 1:\n pass", "with a: b",
             "def f(): pass", "def f():\n pass", "async def f(): pass", "class A: pass\n", "@d\ndef f():pass", "@d\ndef f():pass\n", "if 1: a\nelse: b", "if 1: a\nelse: b\n",
             "try: a\nexcept: b", "if 1:\n a\nb", "if 1: pass\r", "1;2", "x=1\n#c", "1 1", "1 1\n", ";", " 1", "x = $", "f(a b)"):
    for mode in ("single", "exec") + (("eval",) if text[-1:] in ("1", "2") else ()):
        try:
            print(repr(text), mode, compile(text, "f", mode).co_name)
        except SyntaxError as error:
            print(repr(text), mode, type(error).__name__, error.args)
