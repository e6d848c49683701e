# What compile() and symtable() take for the name of a file; a warning of a wrong escape before a brace of an f-string.
import os
import symtable
import warnings


class Path:
    def __fspath__(self):
        return "path.py"


for name in ("a.py", b"b.py", Path(), bytearray(b"c.py"), memoryview(b"d.py"), 3, None, "nul\0"):
    for action in (lambda: compile("pass", name, "exec").co_filename, lambda: symtable.symtable("pass", name, "exec").get_name()):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                print(action(), [str(warning.message) for warning in caught])
            except (TypeError, ValueError) as error:
                print(type(error).__name__, error)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(eval(r"f'\{6*7}'"), [str(warning.message) for warning in caught])
