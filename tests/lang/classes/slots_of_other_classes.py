# Special methods of another class: what they are called with is checked.
class A: __len__ = list.__len__
try: print(len(A()))
except Exception as e: print(type(e), e)
class A: __repr__ = list.__repr__; __hash__ = int.__hash__; __add__ = int.__add__; __iter__ = dict.__iter__; __eq__ = int.__eq__; __call__ = type.__call__
for f in (repr, hash, lambda a: a + 1, iter, lambda a: a == 3, lambda a: a()):
    try: print(f(A()))
    except Exception as e: print(type(e), e)
