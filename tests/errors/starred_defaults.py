# Parameters behind a star have no default, and what is said where one is begun.
for s in ('def foo(a,*b: int=,c): pass', 'def foo(a,**b: int=,c): pass', 'def foo(a,*b=,c): pass', 'def foo(a,*b=1,c): pass', 'def foo(a,**b=1): pass', 'lambda *a=: 1', 'lambda **a=: 1', 'lambda *a=1: 1', 'def f(a=): pass', 'def f(*, a=): pass','def f(*a:int=3, b): pass', 'def f(**k, a=): pass'):
    try: compile(s, '<t>', 'exec')
    except SyntaxError as e: print(s, e.args)
