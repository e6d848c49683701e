# What a program hung on builtins is finalized while print still works; what it replaced there is again what it was.
import builtins

class A:
    def __init__(self, name): self.name = name
    def __del__(self): print("deleted", self.name, len([1]), hasattr(builtins, "later"))

builtins.keep = A("keep")
builtins.len = lambda x, kept=A("default"): "replaced"
builtins.later = 1
del builtins.sorted
class B:
    def __del__(self): print("last", sorted([2, 1]))
builtins.b = B()
print(len([]))
