"""global and nonlocal: what they bind, and where."""
x = "module"


def use():
    return x


def rebind():
    global x, fresh
    x = "rebound"
    fresh = "made by a function"


def shadow():
    x = "local"
    return x, use()


print(use(), shadow())
rebind()
print(use(), fresh)


def outer():
    x = "outer"

    def inner():
        global x
        x = "from inner"
        return x

    return inner(), x


print(outer(), x)


def remove():
    global x
    del x


remove()
try:
    x
except NameError as e:
    print(e)


def levels():
    a = 1

    def middle():
        nonlocal a
        a += 1

        def deep():
            nonlocal a
            a *= 10
        deep()

    middle()
    return a


print(levels())


y = "module y"


class Scope:
    y = "class"
    z = y + " body sees its names"

    def method(self):
        return y

    values = [y for _ in range(1)]


print(Scope.z, Scope().method(), Scope.values)
print(sorted(name for name in globals() if not name.startswith("_")))


def local_names(a, b=2):
    c = a + b
    return sorted(locals().items())


print(local_names(1))
