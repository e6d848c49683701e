# Run by `-m _program`: its package is imported, relative imports work, __spec__ tells its own name.
import os
import sys

from . import _other
from .tools import _tool
from .tools._tool import show

show('shown')
print(__name__, __package__, __spec__.name, __spec__.parent, __spec__.origin == __file__)
print(os.path.basename(__file__), sys.argv[0] == __file__, sys.argv[1:], os.path.basename(sys.path[0]))
print(sorted(name for name in sys.modules if name.startswith('_program')), sys.modules['__main__'].__spec__ is __spec__)
try:
    from ..nothing import x
except ImportError as e:
    print(e)
try:
    from . import missing
except ImportError as e:
    print(type(e).__name__, e.name)
try:
    import _program.missing
except ModuleNotFoundError as e:
    print(e, e.name)
