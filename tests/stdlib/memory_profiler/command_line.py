"""memory_profiler: the options of `ouro -m memory_profiler`, called from here."""
import builtins
import os
import sys

import memory_profiler

from _tables import Tables

output = f"/tmp/memory_profiler_command_line_{os.getpid()}"


class Errors:
    def write(self, text):
        print("stderr:", text, end="")


def run(*arguments):
    print("$", *arguments)
    known = sys.stderr, sys.argv, sys.path[0], sys.modules["__main__"]
    sys.stderr = Errors()
    try:
        memory_profiler.main([argument.replace("OUT", output) for argument in arguments])
    except SystemExit as end:
        print("exit", end.code)
    except LookupError as problem:
        print("raised", repr(problem))
    sys.stderr = known[0]
    print("as before:", known[1:] == (sys.argv, sys.path[0], sys.modules["__main__"]), hasattr(builtins, "profile"))


def show(tables=False):
    if not os.path.exists(output):
        print("no output")
        return
    with open(output) as file:
        if tables:
            Tables().write(file.read())
        else:
            for line in file.read().split("\n")[:-1]:
                words = line.split(" ")
                print(words[0], len(words), words[1] if words[0] in ("FUNC", "CMDLINE") else "")
    os.unlink(output)


run("--help")
run("-h")
run("--version")
for arguments in (["-o", "OUT", "_script.py"], ["-o", "OUT", "--precision", "1", "_script.py", "5", "-x", "--precision"], ["--precision=2", "-o=OUT", "--backend", "heap", "./_script.py", "3", "exit"],
                  ["-o", "OUT", "--", "_script.py", "3", "fail"]):
    run(*arguments)
    show(tables=True)
run("--timestamp", "-o", "OUT", "_script.py")
run("--timestamp", "-o", "OUT", "_script.py")
show()
run("--record", "OUT", "--interval", "1000", "_script.py", "7", "exit")
show()
run()
run("--precision")
run("--precision", "x", "_script.py")
run("--precision", "-1", "_script.py")
run("--interval", "no", "_script.py")
run("--wrong", "_script.py")
run("--pdb-mmem", "5", "_script.py")
run("--include-children", "_script.py")
run("no_such_script.py")
