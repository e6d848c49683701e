"""Run a script, then print what the whole heap looks like: ids, types and counts of all containers, and the number of blocks."""
import gc
import sys

with open(sys.argv[1]) as file:
    code = compile(file.read(), sys.argv[1], "exec")
names = {"__name__": "__main__", "__file__": sys.argv[1], "__builtins__": __builtins__}
del sys.argv[0], file
try:
    exec(code, names)
except SystemExit:
    pass
blocks = sys.getallocatedblocks()
print("state", blocks)
for one in gc.get_objects():
    print(id(one), type(one).__name__, sys.getrefcount(one))
for name, value in sorted(names.items()):
    print(name, id(value), sys.getrefcount(value))
