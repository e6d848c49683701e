# Run by `-m _program._part_main`.
import sys

from ._other import name

print(__name__, __package__, __spec__.name, name, sys.argv[1:])
