"""Runs the interpreter again with some words, and prints what it did, the same whoever it is."""

import os
import re
import subprocess
import sys


hidden = {}  # texts that differ from run to run, and what stands for them


def neutral(text):
    for secret, shown in hidden.items():
        text = text.replace(secret, shown)
    text = text.replace(sys.executable, "PYTHON").replace("`ouro -h'", "`python -h'")
    text = re.sub(r"0x[0-9a-f]+", "0x...", text)
    return re.sub(r"\n$", "", text)


def run(*words, given="", folder=None, **variables):
    """The variables PYTHON... are only these."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LC_ALL") if name in os.environ}
    environment = {name: value for name, value in {**kept, **variables}.items() if value is not None}
    done = subprocess.run([sys.executable, *words], input=given.encode(), capture_output=True, cwd=folder, env=environment)
    return done.returncode, *(neutral(text.decode(errors="backslashreplace")) for text in (done.stdout, done.stderr))


def show(*words, **keywords):
    settings = {name: value for name, value in keywords.items() if name not in ("given", "folder")}
    print(neutral(" ".join(["---", *map(ascii, words), str(settings or "")])))
    status, out, err = run(*words, **keywords)
    if status:
        print("status", status)
    for text in (out, err):
        if text:
            print(text)
