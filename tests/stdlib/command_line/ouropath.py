"""OUROPATH: folders to look for modules in; .pth files in them are obeyed, and module site runs."""
import os
import tempfile

from _child import hidden, show

with tempfile.TemporaryDirectory() as folder:
    hidden[os.path.realpath(folder)] = "~"
    folder = os.path.realpath(folder)
    user = os.path.join(folder, ".local/lib/python3.11/site-packages")
    os.makedirs(user)
    os.makedirs(os.path.join(folder, "here/further"))
    files = {"here/of_here.py": "", "here/some.pth": "further\nimport sys; sys.from_pth = 1\n", "here/further/of_further.py": "", ".local/lib/python3.11/site-packages/of_user.py": ""}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    code = f"import sys, of_here, of_further, of_user; print(sys.from_pth, [p.replace({folder!r}, '~') for p in sys.path if {folder!r} in p])"
    show("-c", code, folder=folder, HOME=folder, OUROPATH="here")
    show("-c", code, folder=folder, HOME=folder, OUROPATH=f"{folder}/nowhere:here")
    for word in ("-E", "-I", "-S", "-s"):
        show(word, "-c", code, folder=folder, HOME=folder, OUROPATH="here")
    show("-c", "import of_user", folder=folder, HOME=folder)
