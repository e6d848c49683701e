"""Programs that are a folder, a zip file, a module; what follows them."""
import os
import tempfile
import zipfile

from _child import hidden, show

with tempfile.TemporaryDirectory() as folder:
    hidden[os.path.realpath(folder)] = "~"
    os.chdir(folder)
    os.makedirs("app/part")
    os.makedirs("app/pack/inner")
    tell = "import sys; print(__name__, __spec__ and __spec__.name, repr(__package__), __file__.replace(%r, ''), sys.argv, sys.path[0].replace(%r, '') * (not sys.flags.safe_path))\n" % (folder, folder)
    files = {"app/__main__.py": tell + "import part\n", "app/part/__init__.py": "print('part of', __name__)\n",
             "app/pack/__init__.py": "", "app/pack/__main__.py": tell + "from . import inner\n1 / 0\n", "app/pack/inner/__init__.py": "print(__name__)\n",
             "app/tool.py": tell, "plain.py": "#!/usr/bin/env nothing\n" + tell}
    for name, text in files.items():
        with open(name, "w") as file:
            file.write(text)
    with zipfile.ZipFile("app.zip", "w") as archive:
        for name, text in files.items():
            if name.startswith("app/"):
                archive.writestr(name[4:], text)
    with open("app.pyz", "wb") as file, open("app.zip", "rb") as archive:
        file.write(b"#!/usr/bin/python3\n" + archive.read())
    with zipfile.ZipFile("empty.zip", "w") as archive:
        archive.writestr("x.py", "")
    with open("nonsense.pyc", "w") as file:
        file.write("this is no code")
    with open("text_with_mark.py", "w") as file:
        file.write("print('PK\\5\\6')\n# PK\5\6 and more: no archive at all\n")
    for words in (["app"], ["app", "a", "b"], ["app.zip", "x"], ["app.pyz"], ["empty.zip"], ["app/part"], ["app/pack"], ["app.zip/pack"], ["plain.py", "1"], ["-x", "plain.py"], ["./plain.py"],
                  ["nonsense.pyc"], ["text_with_mark.py"], ["-P", "app"], ["-I", "app.zip"], ["-I", "plain.py"], ["-m", "app"], ["-m", "app.tool", "z"], ["-m", "app.pack"],
                  ["-m", "app.nothing"], ["-m", "sys"], ["-m", ""], ["-m", "plain.py"]):
        print("---", *words)
        show(*words)
    show("-m", "tool", folder="app")
    show("-m", "pack", folder="app")
    show("", folder="app")
    show("", folder="app/part")
    show(".", folder="app")
    show("-m", "pack", PYTHONPATH="app.zip")
    show("-P", "-m", "tool", folder="app")
    show("-", "a", given="import sys; print(sys.argv, sys.path[0] == '')")
    show(given="import sys; print(sys.argv, sys.path[0] == '')")
    os.chdir("/")
