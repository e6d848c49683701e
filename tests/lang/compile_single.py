# compile(…, 'single'): one statement, with or without the blank line that the prompt would wait for.
for text in ('if 1: print(1)\n', 'if 1:\n    print(2)', 'if 1:\n    print(3)\n', 'for i in 1, 2:\n    i\n\n', 'f = lambda: 1; f()',
             'class A:\n    x = 1\nelse_ = 1\n', 'if 1:\n    pass\n\nx = 1\n', '(1,', 'if 1:\n', 'try: pass\n', 'if 0: pass\nelse:\n    4\n',
             '@staticmethod\ndef g(): pass\n', 'if 1:\n  pass\nfoo bar\n', 'if 1:\n  pass\nx = (\n', 'if 1:\n  pass\n@g\n', 'try:\n  1\n3\n'):
    try:
        exec(compile(text, '<text>', 'single'))
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset)
