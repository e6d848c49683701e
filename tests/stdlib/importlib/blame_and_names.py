"""A warning at import blames the importer, not importlib; a module's name may stand for bytes that are no UTF-8."""
import importlib
import os
import sys
import tempfile
import warnings

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    with open(os.path.join(folder, "_blames.py"), "w") as file:
        file.write("import warnings\nwarnings.warn('from within', stacklevel=2)\n")
    with open(os.path.join(folder, "_odd\udcff.py"), "w") as file:
        file.write("x = 5\n")
    for customised in (False, True):
        if customised:
            sys.meta_path.append(sys.meta_path[-1])
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            sys.modules.pop("_blames", None)
            import _blames
        print([(os.path.basename(w.filename), w.lineno) for w in caught])
        module = __import__("_odd\udcff")
        print(ascii(module.__name__), ascii(os.path.basename(module.__file__)), module.x)
        del sys.modules["_odd\udcff"]
    try:
        __import__("_missing\udcff")
    except ImportError as error:
        print(ascii(error))
