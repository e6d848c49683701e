"""At the end of the program: globals go, finalizers run, atexit comes first."""
import atexit


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


atexit.register(print, "atexit: registered first, runs last")
atexit.register(lambda: print("atexit: names are still there:", a.name))
a = D("a global")
_private = D("a private global")
l = [D("in a list")]
print("last line")
