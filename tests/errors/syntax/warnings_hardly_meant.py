x = 5
def f():
    return x is 'a', x is not 5.5, x is None, x is True, x is (), x is -3, 1 is x is y, x is [], x is (1, x), x is b'', x is ...
    if x is 5: pass
    while x is not 'b': pass
try: "a"()
except TypeError: pass
def g():
    (1, 2)()
    [1]()
    {}()
    {1}()
    [a for a in b](); {a for a in b}(); {a: a for a in b}()
    (a for a in b)()
    f"{x}"()
    (lambda: 1)()
    1(); None(); True(); 1.5(); 2j(); b''(); ...()
def h():
    1[0]; None[0]; {1}[0]; {a for a in b}[0]; (a for a in b)[0]; (lambda: 1)[0]; 1.5[0]; True[0]; ...[0]
    "a"["b"]; "a"[1.5]; "a"[None]; [1][1, 2]; (1, 2)["x"]; [1]['a':'b']; {1: 2}['x']; "a"[True]; f"{x}"[b'']; [a for a in b][{}]; b''[(a for a in b)]; 'a'[f'{x}']; 'a'[-1]; 'a'[x]; 'a'[lambda: 1]; 'x'['y'] = 3
assert (1, "x")
assert ()  or 1
def k():
    assert (x, 'a'), "b"
    assert ()
