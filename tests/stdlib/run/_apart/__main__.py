# Run by `ouro _apart`: the folder is where its modules are, there is no package.
import os
import sys

import _neighbour

print(_neighbour.name, __name__, repr(__package__), __spec__.name, __spec__.origin == __file__)
print(sys.argv, os.path.basename(sys.path[0]), os.path.basename(__file__))
try:
    from . import _neighbour
except ImportError as e:
    print(e)
