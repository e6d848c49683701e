"""A hook that keeps what it is given makes a cycle through the traceback's frame: nothing of it is left at the end."""
import sys


class Raises:
    def __del__(self):
        raise ValueError


def keep(unraisable):
    global kept
    kept = unraisable


sys.unraisablehook = keep
Raises()
print(kept.exc_type, kept.exc_traceback.tb_frame.f_globals is globals())
