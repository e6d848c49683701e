# A name that was imported may still be declared global or nonlocal; the attribute __debug__ may be deleted, not assigned.
def show(source):
    try:
        compile(source, "<test>", "exec")
        print("ok", repr(source))
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, repr(source))


show("from . import a as c\nglobal c")
show("def f():\n import c\n global c")
show("def f():\n c = 1\n def g():\n  import c\n  nonlocal c")
show("def f():\n import c\n c = 1\n global c")
show("def f():\n import c\n c\n global c")
show("del x.__debug__")
show("del __debug__")
show("x.__debug__ = 1")
show("x.__debug__ += 1")
