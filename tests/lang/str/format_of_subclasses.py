"""format() without a specification asks the __str__ of a subclass of int, float, complex and str."""

class S(str):
    def __str__(self): return "S!"
class I(int):
    def __str__(self): return "I!"
class F(float):
    def __str__(self): return "F!"
class C(complex):
    def __str__(self): return "C!"
class R(str):
    def __repr__(self): return "R?"
class IR(int):
    def __repr__(self): return "IR?"
for x in (S("x"), I(3), F(1.5), C(1j), R("r"), IR(4), True):
    print(f"{x}", format(x), "{}".format(x), "%s" % x, str(x), f"{x!s}", f"{x!r}", "{:>5}".format(x))
