"""sys.path by PYTHONPATH, -P, -I, -S, and by site: .pth files, the user's packages. CPython always has site."""
import os
import sys
import tempfile

from _child import hidden, show

with tempfile.TemporaryDirectory() as folder:
    hidden[os.path.realpath(folder)] = "~"
    folder = os.path.realpath(folder)
    user = os.path.join(folder, ".local/lib/python3.11/site-packages")
    os.makedirs(user)
    os.makedirs(os.path.join(folder, "extra"))
    with open(os.path.join(user, "some.pth"), "w") as file:
        file.write("# a comment\nimport sys; sys.from_pth = 1\n%s/extra\n%s/nowhere\n" % (folder, folder))
    with open(os.path.join(folder, "extra", "further.py"), "w") as file:
        file.write("print('further')\n")
    with open(os.path.join(user, "of_user.py"), "w") as file:
        file.write("print('of user')\n")
    with open(os.path.join(user, "usercustomize.py"), "w") as file:
        file.write("print('customised')\n")
    paths = f"import sys; print([p.replace({folder!r}, '~') for p in sys.path if {folder!r} in p or not p])"
    code = "import sys, of_user, further; print(sys.from_pth, sys.flags.no_user_site, exit, type(license).__name__)"
    for words in ([], ["-s"], ["-I"], ["-S"]):
        show("-X", "site", *words, "-c", paths, folder=folder, HOME=folder)
    show("-X", "site", "-c", code, HOME=folder)
    show("-X", "site", "-c", code, HOME=folder, PYTHONNOUSERSITE="1")
    for value in ("extra", "extra:extra/../extra:/:", "", ":", "./extra/./", f"{folder}/extra//"):
        for words in ([], ["-P"], ["-S"], ["-E"]):
            print(*words)
            show(*words, "-c", paths, folder=folder, PYTHONPATH=value, PYTHONNOUSERSITE="1", HOME="/nowhere")
