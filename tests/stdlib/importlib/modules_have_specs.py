"""Modules in C and in Python know their loader, whenever they were imported; genericpath may come first."""
import genericpath
import importlib.util
import math
import sys

import itertools
import zipimport

for name in ("genericpath", "posixpath", "os", "importlib.util", "itertools", "sys", "builtins", "zipimport", "_collections", "_functools"):
    module = __import__(name, fromlist=["x"])
    print(name, module.__spec__.name, module.__spec__.origin, module.__loader__, module.__spec__.loader is module.__loader__, module.__package__ == module.__spec__.parent)
print(sorted(name for name, module in sys.modules.items() if module.__spec__ is None))
print([hook.__name__ for hook in sys.path_hooks], importlib.util.find_spec("math") is math.__spec__)
