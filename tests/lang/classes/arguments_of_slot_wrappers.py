# The number of arguments of special methods of built-in types, called by name.
for s in ('__repr__', '__hash__', '__eq__', '__lt__', '__add__', '__radd__', '__len__', '__setitem__', '__delitem__', '__iter__', '__next__', '__bool__', '__neg__', '__int__', '__index__', '__setattr__', '__delattr__', '__pow__', '__rpow__', '__iadd__', '__get__', '__str__', '__divmod__', '__float__', '__mul__', '__rmul__', '__abs__', '__invert__'):
    for o in ('5', '[1]', '"a"', '{}', 'object()', 'property()', 'len', '(1,)', 'b"a"', '{1}', '1.5', 'None', 'range(3)', '1j', 'bytearray()', 'frozenset()'):
        try: m = getattr(eval(o), s)
        except AttributeError: continue
        if m is None: continue
        for a in ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)):
            try: r = m(*a); print(o, s, a, 'ok', r is NotImplemented)
            except Exception as e: print(o, s, a, type(e).__name__, str(e).split(' at 0x')[0])
        try: m(x=1); print(o, s, 'kw ok')
        except Exception as e: print(o, s, 'kw', type(e).__name__, str(e).split(' at 0x')[0])
