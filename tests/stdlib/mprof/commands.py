"""mprof: its commands: run, plot in the terminal, list, peak, rm, clean, and what they refuse."""
import os
import sys

import mprof

here = os.getcwd()
folder = f"/tmp/mprof_commands_{os.getpid()}"
os.mkdir(folder)
os.chdir(folder)


class Errors:
    def write(self, text):
        print("stderr:", text, end="")


def run(*arguments):
    print("$", *arguments)
    known, sys.stderr = sys.stderr, Errors()
    try:
        mprof.main([argument.replace("HERE", here) for argument in arguments])
    except SystemExit as end:
        print("exit", end.code)
    sys.stderr = known


def copy(name):
    with open(f"{here}/_recording.dat") as old, open(name, "w") as new:
        new.write(old.read())


run()
run("--help")
run("plot", "-h")
run("--version")
run("list")
run("peak")
run("plot")
run("rm")
run("clean", "x")
run("attach", "1")
run("fly")
for name in ("mprofile_20230102030405.dat", "mprofile_20221231235959.dat", "mprofile_named.dat", "other.dat"):
    copy(name)
run("list")
run("peak")
run("peak", "0", "-1", "other.dat")
run("plot", "other.dat")
run("plot", "--width", "30", "--height", "5", "-n", "-t", "A title", "0")
run("plot", "0", "--no-function-ts", "--title=Another", "--width=20", "--height=4", "-w", "1.5,3.2")
run("plot", "-w", "0.9,3", "--width", "40", "--height", "4")
for arguments in (["-w", "3"], ["-w", "90,99"], ["-w", "a,b"], ["--width", "3"], ["--height", "x"], ["0", "1"], ["99"], ["missing.dat"], ["-o", "x.png"], ["--wrong"], ["-t"]):
    run("plot", *arguments)
for text in ("", "CMDLINE x\n", "MEM a b\n", "MEM 1\n", "MEM 1 2\nFUNC f 1 2\n", "MEM inf 2\n", "MEM 1 nan\n", "MEM 1 2\nFUNC f 1 2 3 4 x\n", "hello\n", "MEM 5.0 1.0\n"):
    with open("bad.dat", "w") as file:
        file.write(text)
    print(repr(text))
    run("peak", "bad.dat")
run("plot", "bad.dat", "--width", "20", "--height", "4")
run("rm", "--dry-run", "0", "other.dat")
run("rm", "0", "other.dat", "missing.dat")
run("rm", "bad.dat", "other.dat")
run("clean", "--dry-run")
run("clean")
print(os.listdir("."))
with open("script.py", "w") as file:
    file.write("import sys\n@profile\ndef f():\n    return [0] * 100000\nprint(sys.argv, __name__)\nf()\n")
run("run", "-o", "run.dat", "-T", "0", "script.py", "-x", "--interval")
with open("run.dat") as file:
    fields = [line.split(" ")[0] for line in file.read().split("\n")]
print(fields[0], set(fields[1:-2]), fields[-2:], mprof.read_recording("run.dat").command)
recording = mprof.read_recording("run.dat")
print(recording.measurements[0][1] == 0, recording.peak in recording.measurements, [(name, depth) for name, *_, depth in recording.calls])
run("run", "--interval", "1000", "script.py")
names = os.listdir(".")
print(sorted(name if name[:9] != "mprofile_" else "mprofile_%d digits" % sum(map(str.isdigit, name)) for name in names))
for arguments in ([], ["missing.py"], ["-C", "script.py"], ["--multiprocess", "script.py"], ["-T", "x", "script.py"]):
    run("run", *arguments)
run("clean")
for name in os.listdir("."):
    os.unlink(name)
os.chdir(here)
os.rmdir(folder)
