"""import of modules and packages beside the script, in all its forms."""
import sys

import _package
import _package.inner.deep as deep
from _package import VALUE, inner, helper as renamed
from _package.inner import *

print(_package.__name__, VALUE, renamed(), inner.__name__, deep.NAME, exported)
print("_hidden" in globals(), "not_exported" in globals())
print(sorted(name for name in sys.modules if name.startswith("_package")))
import _package as again
print(again is _package, sys.modules["_package"] is again)
print(_package.__doc__, _package.inner.deep.up())
try:
    from _package import missing
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0])
try:
    import _package.nothing
except ModuleNotFoundError as e:
    print(e, e.name)
_package.VALUE = "changed"
print(VALUE, again.VALUE)


def local_import():
    import math
    from math import floor as f
    return math.ceil(1.5), f(1.5)


print(local_import(), "math" in globals())
print(__name__, deep.__name__, deep.__package__)
print(__import__("math").gcd(4, 6))
