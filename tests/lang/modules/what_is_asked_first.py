# Import looks for the whole name in sys.modules before it looks at any parent, and takes whatever it finds there for a parent. What is loaded is set in its parent once.
import os
import sys
import types
import warnings


def attempt(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error, *[getattr(error, "name")] if isinstance(error, ImportError) else [])


def execute(*texts):
    for text in texts:
        attempt(lambda: exec(text, {"__name__": "__main__"}))


print("--- None")
sys.modules["m"] = m = types.ModuleType("m")
sys.modules["m.n"] = None
execute("import m.n")
m.__path__ = []
execute("import m.n", "import m.n as q", "from m import n", "from m.n import q", "from m import *")
sys.modules["none"] = None
execute("import none", "import none.n", "from none import n", "from none.n import n")
sys.modules["none.n"] = types.ModuleType("x")
execute("import none.n", "import none.n as x", "from none.n import x")

print("--- dots and zeros")
for name in (".", "..", "a.", "a..b", "..a", "sys.", "sys..x", "os.path.", " ", "\0", "'", "m.", "m..n", "m.\0", "m.\u0102\n"):
    for level in 0, 1:
        attempt(lambda: __import__(name, {"__package__": "m"}, None, ("x",), level))
for name in "", ".", "x":
    attempt(lambda: __import__(name, {"__package__": "m"}, None, (), 1) is m)

print("--- relative, with and without a list")
from _package import inner
from _package.inner import deep

here = {"__package__": "_package"}
for name, level in ("", 1), ("inner", 1), ("inner.deep", 1):
    for from_list in (), ("value",):
        attempt(lambda: __import__(name, here, None, from_list, level).__name__)
attempt(lambda: __import__("inner.deep", {"__package__": "_package.inner"}, None, (), 2).__name__)

print("--- set once")
import _package

del _package.inner
import _package.inner
import _package.inner.deep

print(hasattr(_package, "inner"))
execute("import _package.inner.deep as q; print(q.__name__)", "from _package import inner; print(inner.__name__)")


class Closed:
    __slots__ = ()
    __name__, __spec__ = "closed", None


class Angry:
    __name__, __spec__ = "closed", None

    def __setattr__(self, name, value):
        raise ValueError(name)


for kind in Closed, Angry:
    sys.modules["closed"] = closed = kind()
    kind.__path__ = _package.__path__
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        execute("import closed.sibling as s; print(s.__name__)")
        print([str(warning.message) for warning in caught])
    print(sys.modules.pop("closed.sibling").__name__)
