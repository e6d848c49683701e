# -X dev: all warnings are shown, ResourceWarning among them.
import _tell

_tell.tell()
open(__file__)
try:
    int('1' * 701)
except ValueError as e:
    print(e)
