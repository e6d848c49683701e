"""A file of the program comes before the library's module of that name, but for those that are frozen."""

import os, sys

# Made in the folder in which the test runs; nothing of tempfile, which would import half of the library.
folder = os.path.join(os.getcwd(), "_own_modules_%d" % os.getpid())
os.mkdir(folder)
sys.dont_write_bytecode = True
names = "queue", "string", "textwrap", "stat", "abc", "codecs", "linecache"
try:
    for name in names:
        with open(os.path.join(folder, name + ".py"), "w") as file:
            file.write("own = True\n")
    os.mkdir(os.path.join(folder, "json"))
    sys.path.insert(0, folder)
    for name in names:
        sys.modules.pop(name, None)
        print(name, hasattr(__import__(name), "own"))
    import json, json.decoder

    print(hasattr(json, "loads"), json.decoder.__name__)  # a folder without __init__.py comes last
    sys.path.remove(folder)
    for name in names[:3]:
        del sys.modules[name]
        print(name, hasattr(__import__(name), "own"))
finally:
    for name in names:
        os.remove(os.path.join(folder, name + ".py"))
    os.rmdir(os.path.join(folder, "json"))
    os.rmdir(folder)
