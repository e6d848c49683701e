"""What Ouro has not says so by its own name: each module of CPython's library that is missing, and extension modules."""
import importlib.machinery
import importlib.util
import os
import sys
import tempfile

OF_OTHER_SYSTEMS = {"_msi", "_overlapped", "_scproxy", "_winapi", "msilib", "msvcrt", "nt", "winreg", "winsound"}
missing = [name for name in sorted(sys.stdlib_module_names) if importlib.util.find_spec(name) is None]
for name in missing:
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        said = f"No module named {name!r}" if name in OF_OTHER_SYSTEMS else f"Ouro has no module {name!r} yet"
        if str(error) != said or error.name != name:
            print(name, error)
    else:
        print(name, "was imported")
print("_sqlite3" in missing, "_ssl" in missing, "json" in missing)
try:
    import sqlite3
except ModuleNotFoundError as error:
    print(error, error.name)

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    os.mkdir(f"{folder}/package")
    for name in ("alone.so", "package/__init__.py", "package/fast.abi3.so"):
        open(f"{folder}/{name}", "w").close()
    for customised in (False, True):
        if customised:
            sys.meta_path.append(importlib.machinery.PathFinder)
        for name in ("alone", "package.fast", "package.slow", "nothing"):
            try:
                __import__(name)
            except ImportError as error:
                print(type(error).__name__, str(error).replace(folder, "~"), error.name)
    loader = importlib.machinery.ExtensionFileLoader("alone", f"{folder}/alone.so")
    try:
        loader.create_module(importlib.util.spec_from_loader("alone", loader, origin=loader.path))
    except ImportError as error:
        print(error, error.name, error.path.replace(folder, "~"))
