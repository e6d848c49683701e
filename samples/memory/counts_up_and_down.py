# Counts go up and down. Each object counts the references to it. A name, a place in a list, an attribute, an argument: each adds one; each that goes takes one off. At zero the object is freed at
# once, in the middle of the program, which __del__ lets us see. sys.getrefcount shows one more than one expects: its own argument.
import sys


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("   freed:", self.name)


thing = Thing("lamp")
print("one name:", sys.getrefcount(thing))
other = thing
print("two names:", sys.getrefcount(thing))
shelf = [thing, thing]
print("and twice in a list:", sys.getrefcount(thing))
shelf.pop()
print("taken out of the list once:", sys.getrefcount(thing))


def look(at):
    print("in a function that has it as an argument:", sys.getrefcount(at))


look(thing)
print("after the function:", sys.getrefcount(thing))
del other
shelf.clear()
print("one name again:", sys.getrefcount(thing))
print("now the last name goes:")
thing = None
print("the program goes on")
print("an object that nobody names:")
Thing("candle")
print("is freed before the next line")
