# A lambda that yields returns what its expression gives.
def drive(g, *sent):
    out = [next(g)]
    try:
        for s in sent: out.append(g.send(s))
    except StopIteration as e: return out, 'value', e.value
    return out
print(drive((lambda: (yield 1))(), 'sent'))
print(drive((lambda: (yield))(), 5))
print(drive((lambda x: [(yield x), (yield 2)])(1), 'a', 'b'))
print(drive((lambda: (yield from [1, 2]))(), None, None))
def sub(): yield 1; return 'r'
print(drive((lambda: (yield from sub()))(), None))
print(drive((lambda: (yield 1) or (yield 2))(), 0, 'two'))
print(drive((lambda: (yield 1) if 0 else 3 + (yield 4))(), 6))
f = lambda: (yield 1)
g = f(); print(g.gi_frame.f_lineno, f.__code__.co_flags)
print([*(lambda: ((yield 1), (yield 2)))()])
