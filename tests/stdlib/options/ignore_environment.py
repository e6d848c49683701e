# -E
import sys

import _tell

_tell.tell()
print('/nowhere' in sys.path)
