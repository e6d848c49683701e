# Built-in exceptions whose __init__ is called again: what stays and what goes; their keywords.
e = ImportError('a', name='n', path='p')
print(e.name, e.path, e.msg, e.args)
e.__init__('b'); print(e.name, e.path, e.msg, e.args)
e.__init__('b', 'c'); print(e.name, e.path, e.msg, e.args)
e.__init__(); print(e.name, e.path, e.msg, e.args, repr(str(e)))
e.__init__('x', name='q'); print(e.name, e.path, e.msg, e.args)
for k in ({'foo': 1}, {'name': 1, 'foo': 2}, {'msg': 1}):
    try: ImportError('x', **k)
    except TypeError as x: print(x)
e = OSError(2, 'no', 'file'); print(e.errno, e.strerror, e.filename, e.args, type(e)); e.__init__(3, 'other'); print(e.errno, e.strerror, e.filename, e.args)
e = StopIteration(1); e.__init__(2, 3); print(e.value, e.args); e.__init__(); print(e.value)
e = SystemExit(1); e.__init__(2, 3); print(e.code); e.__init__(); print(e.code)
e = SyntaxError('m', ('f', 1, 2, 't')); print(e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno); e.__init__('z'); print(e.msg, e.filename, e.lineno)
try: e.__init__('z', (1, 2))
except (TypeError, IndexError) as x: print(type(x), x)
e = UnicodeDecodeError('u', b'x', 0, 1, 'r'); e.__init__('v', b'yz', 1, 2, 's'); print(e, e.args)
try: e.__init__(1)
except TypeError as x: print(x)
e = NameError('a', name='n'); print(e.name); e.__init__('b'); print(e.name, e.args)
e = AttributeError('a', name='n', obj=5); print(e.name, e.obj); e.__init__('b'); print(e.name, e.obj, e.args)
for E in (NameError, AttributeError, ValueError, KeyError, OSError):
    try: E(1, foo=2)
    except TypeError as x: print(x)
e = KeyError(1); e.__init__(2); print(e, e.args)
class Sub(OSError):
    def __init__(self, *a, **k): super().__init__(*a)
s = Sub(2, 'x', k=1); print(s.errno, s.args, s)
class Sub2(OSError):
    def __new__(cls, *a, **k): return super().__new__(cls, *a)
s = Sub2(2, 'x'); print(s.errno, s.args)
class Sub3(ImportError):
    def __init__(self, x): super().__init__('m', name=x)
print(Sub3('k').name, Sub3('k').args)
