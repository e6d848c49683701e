# except* where it is a SyntaxError: words and places.
texts = [
    "try: pass\nexcept* A: pass\nexcept B: pass",
    "try: pass\nexcept A: pass\nexcept* B: pass",
    "try: pass\nexcept*: pass",
    "try: pass\nexcept* A, B: pass",
    "try: pass\nexcept* (A, B) as c.d: pass",
    "try: pass\nexcept* A as (b): pass",
    "try: pass\nexcept* A\n",
    "try: pass\nexcept* A:\npass",
    "try: pass\nexcept *A as e: pass\nelse: pass\nfinally: pass",
    "try: pass\nexcept* A: pass\nexcept: pass",
    "try: pass\nexcept*A:pass",
    "def f():\n  try: pass\n  except* A: return 1",
    "def f():\n  try: pass\n  except* A:\n    if x: return",
    "for x in y:\n  try: pass\n  except* A: break",
    "for x in y:\n  try: pass\n  except* A: continue",
    "def f():\n  try: pass\n  except* A:\n    while 1: break\n    for x in y: continue\n    def g(): return 1",
    "def f():\n  for x in y:\n    try: return 1\n    except* A: pass\n    else: continue\n    finally: break",
    "try: pass\nexcept* A:\n  try: pass\n  except* B:\n    try: pass\n    except* C: break",
    "break",
    "try: pass\nexcept* A as __debug__: pass",
    "try: pass\nexcept A as __debug__: pass",
    "try: pass\nexcept* *A: pass",
    "async def f():\n  try: await a\n  except* A: await b",
]
for text in texts:
    try:
        compile(text, 's', 'exec')
        print(repr(text), 'compiles')
    except SyntaxError as e:
        print(repr(text), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
