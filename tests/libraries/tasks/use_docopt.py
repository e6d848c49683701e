# Debian: python3-docopt
from docopt import docopt

DOC = """Naval Fate.

Usage:
  naval ship new <name>...
  naval ship <name> move <x> <y> [--speed=<kn>]
  naval mine (set|remove) <x> <y> [--moored | --drifting]
  naval -h | --help

Options:
  -h --help     Show this.
  --speed=<kn>  Speed in knots [default: 10].
  --moored      Moored (anchored) mine.
"""
for line in "ship new a b", "ship a move 1 2 --speed=15", "mine set 1 2 --drifting":
    print(dict(sorted(docopt(DOC, line.split()).items())))
try:
    docopt(DOC, ["bad"])
except SystemExit as error:
    print(error)
