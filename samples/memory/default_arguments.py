# Default arguments live as long as the function. They are made once, when `def` is executed, and kept in the function. A list as a default is shared by all calls that do not give one: it grows from call to
# call, and never dies. The usual remedy is None, and a new list inside.
import sys


def append_to(item, target=[]):
    target.append(item)
    return target


print(append_to(1), append_to(2), append_to(3))
print("it is kept in the function:", append_to.__defaults__)
print("one object for all calls:", append_to(4) is append_to(5))


def better(item, target=None):
    if target is None:
        target = []
    target.append(item)
    return target


print(better(1), better(2), better(3), better.__defaults__)

large = [0] * 1000


def uses(data=large):
    return len(data)


print("a default counts as a reference:", sys.getrefcount(large))
del uses
print("the function is gone:", sys.getrefcount(large))


def cached(n, memory={}):  # a default that is meant to last
    if n not in memory:
        memory[n] = n * n
    return memory[n]


print(cached(3), cached(4), cached(3), cached.__defaults__)
