"""sys.argv is there before site runs, and is the site's to change; so is sys.path."""
import os
import tempfile

from _child import hidden, show

PROGRAM = "import sys; print('program', sys.argv)\n"
CUSTOMISE = "import os, sys; print('site', sys.argv); exec(os.environ['CHANGE'])\n"
with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    hidden[folder] = "~"
    for name, text in ("sitecustomize.py", CUSTOMISE), ("program.py", PROGRAM):
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    for change in ("", "sys.argv = ()", "sys.argv = 7", "del sys.argv", "sys.argv[:] = []", "sys.argv = ['x', 'y']", "sys.path.insert(0, 'q')", "del sys.path"):
        for words in ([f"{folder}/program.py", "a", "b"], ["-m", "program", "a"], ["-c", PROGRAM, "b"], ["-", "c"], []):
            if change.startswith("del sys.path") and words[:1] == ["-m"]:
                continue
            show("-X", "site", "-s", *words, given=PROGRAM, PYTHONPATH=folder, CHANGE=change, PYTHONDONTWRITEBYTECODE="1")
