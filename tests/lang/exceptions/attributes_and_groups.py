"""Attributes of built-in exceptions; exceptions as objects: equality, args, pickable pieces, notes, with_traceback."""
e = ValueError("a", 2)
print(e.args, str(e), repr(e), e.__cause__, e.__context__, e.__traceback__, e.__suppress_context__)
e.args = ("new",)
print(e, repr(e))
e.extra = 5
print(e.__dict__, hasattr(e, "__notes__"))
e.add_note("one")
e.add_note("two")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as t:
    print(t)
k = KeyError("k")
print(k.args, str(k), str(KeyError()), str(KeyError(1, 2)), str(IndexError("i")))
s = StopIteration(1, 2)
print(s.value, s.args, StopIteration().value)
x = SystemExit(3)
print(x.code, SystemExit().code, SystemExit(1, 2).code)
o = OSError(2, "No such file", "name.txt")
print(type(o).__name__, o.errno, o.strerror, o.filename, o, repr(o), OSError("just text"), type(OSError(17, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(9999, "x")).__name__)
i = ImportError("msg", name="n", path="p")
print(i.name, i.path, i.msg, i)
n = NameError("msg", name="n")
a = AttributeError("msg", name="n", obj=5)
print(n.name, a.name, a.obj)
try:
    missing_name
except NameError as error:
    print(error.name)
try:
    (5).missing
except AttributeError as error:
    print(error.name, error.obj)
u = UnicodeDecodeError("utf-8", b"abc", 1, 2, "reason")
print(u, u.encoding, u.object, u.start, u.end, u.reason)
y = SyntaxError("bad", ("f.py", 3, 5, "text\n"))
print(y.msg, y.filename, y.lineno, y.offset, y.text, y)
try:
    compile("x = = 1", "made up", "exec")
except SyntaxError as error:
    print(error.msg, error.filename, error.lineno, error.offset, error.text, error.end_offset)
try:
    raise ValueError("v") from KeyError("cause")
except ValueError as error:
    print(repr(error.__cause__), error.__traceback__.tb_lineno, error.with_traceback(None) is error, error.__traceback__)
error = ValueError("x")
for wrong in ("error.__cause__ = 5", "error.__traceback__ = 5", "error.__context__ = 'a'", "error.args = 5"):
    try:
        exec(wrong)
    except TypeError as t:
        print(t)
error.__cause__ = KeyError("set")
print(error.__suppress_context__, repr(error.__cause__))
print(isinstance(ValueError, type), ValueError.__mro__, BaseException().args, Exception(1) == Exception(1), [c.__name__ for c in (IOError, EnvironmentError)], issubclass(TimeoutError, OSError), ConnectionError.__base__.__name__)
