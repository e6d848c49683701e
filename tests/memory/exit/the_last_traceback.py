"""An exception that nobody caught stays in sys.last_value and sys.last_traceback: the frames, and what their locals refer to, live on until the
modules end, after the functions of atexit."""
import atexit
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, getattr(sys, "last_value", "no last_value"))


@atexit.register
def at_exit():
    frame = sys.last_traceback.tb_next.tb_frame
    print("atexit", sys.last_type, sys.last_value, frame.f_locals["local"].name)


def fails():
    local = Noisy("local")
    sys.stdout.flush()
    return local.nothing


print(hasattr(sys, "last_value"), hasattr(sys, "last_type"), hasattr(sys, "last_traceback"))
of_the_module = Noisy("of the module")
fails()
