# -S: none of the names that site adds.
import builtins

import _tell

_tell.tell()
print([name for name in ('exit', 'quit', 'help', 'copyright', 'credits', 'license') if hasattr(builtins, name)])
exit
