# eval runs the code of a function with what it is given for locals(), also when that is a generator that runs later.
import sys


def attempt(act):
    try:
        print(act())
    except Exception as error:
        print(repr(error))


def generator():
    x = yield 1
    yield sorted(name for name in locals())
    del x
    yield locals()
    yield y


def with_global():
    global z
    z = 3
    yield 1


def plain():
    b = 2
    print(type(locals()), locals() is given, sys._getframe().f_locals is given)
    del b
    return locals()


def with_cells():
    c = 3
    inner = lambda: c
    return sorted(locals()), inner()


def with_parameter(a):
    return a


def with_rest(*rest, **keywords):
    return locals() is given, rest, keywords


async def coroutine():
    b = 1
    return sorted(locals())


given = {"y": 5, "b": 1}
running = eval(generator.__code__, {"y": 7}, given)
print(type(running), running.gi_frame.f_locals is given, sys.getrefcount(given))
print(next(running), next(running), next(running) is given, next(running), given)
attempt(lambda: next(running))
print(running.gi_frame, sys.getrefcount(given))
names = {}
print(next(eval(with_global.__code__, names, given)), sorted(names))
running = eval(generator.__code__, names)
print(running.gi_frame.f_locals is names, next(running))
del running
print(exec(with_global.__code__, names, given))

space = {"given": given, "sys": sys, "__builtins__": __builtins__}
for function in plain, with_cells, with_parameter, with_rest, coroutine:
    given.clear()
    given["q"] = 1
    attempt(lambda: eval(function.__code__, space, given) if function is not coroutine else eval(function.__code__, space, given).send(None))
    print(given.keys(), sys.getrefcount(given))
awaited = eval(coroutine.__code__, space, given)
print(awaited.cr_frame.f_locals is given)
awaited.close()

print("--- any mapping")


class Mapping:
    def __getitem__(self, key):
        print("get", key)
        return key

    def __setitem__(self, key, value):
        print("set", key, value)


class Whole(Mapping):
    def __delitem__(self, key):
        print("delete", key)
        raise KeyError(key)


class Wrong(Mapping):
    def __delitem__(self, key):
        raise ValueError(key)


class Dict(Whole, dict):
    pass


for given in Mapping(), Whole(), Wrong(), Dict(q=1):
    space["given"] = given
    running = eval(generator.__code__, {"y": 7}, given)
    attempt(lambda: running.gi_frame.f_locals is given)
    attempt(lambda: next(running))
    attempt(lambda: running.gi_frame.f_locals is given)
    attempt(lambda: eval(plain.__code__, space, given) is given)
    del running
