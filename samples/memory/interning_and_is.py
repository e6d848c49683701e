# Interning, and `is`. Texts that look like names and stand in the source are kept once for the whole program, so that names can be compared by identity. Texts that are made while the program runs are
# new objects, equal or not; sys.intern finds the one for all. So `is` between texts tells how they came about, not whether they are equal: compare with ==.
import sys

first = "python"
second = "python"
print("two constants that look like a name:", first is second)

made = "".join(["py", "thon"])
print("made at run time: equal", made == first, " same", made is first)
print("interned: same", sys.intern(made) is first)

long_one = "not a name: spaces and dots..."
built = "not a name: " + "spaces and dots" + 3 * "."
print("put together by the compiler: equal", built == long_one)

parts = "a b c a b c".split()
print("split makes new texts, but of one letter there is only one:", parts[0] is parts[3])
words = "red green red green".split()
print("of longer ones there are several:", words[0] is words[2], " equal:", words[0] == words[2])

attribute = "colour"


class Car:
    pass


car = Car()
setattr(car, "".join(["col", "our"]), "red")
print("attribute names are interned:", list(vars(car))[0] is attribute)
empty = "".join([])
print("the empty text is one:", empty is words[0][:0])
