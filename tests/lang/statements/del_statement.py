"""del of names, items, slices, attributes and several at once."""
a = b = c = 1
del a
del b, c
for name in "abc":
    print(name in globals(), end=" ")
print()
x = list(range(10))
del x[0], x[-1]
del x[2:4]
del x[::3]
print(x)
d = {"a": 1, "b": 2, "c": 3}
del d["a"], d["c"]
print(d)


class A:
    x = 1


del A.x
print(hasattr(A, "x"))
a = A()
a.y = a.z = 1
del a.y, (a.z)
print(a.__dict__)
p, q, r = 1, 2, 3
del (p, [q]), r
print("p" in globals(), "q" in globals())


def f():
    local = 1
    del local
    try:
        local
    except UnboundLocalError as e:
        print(e)
    local = 2
    return local


print(f())


def parameter(x):
    del x
    try:
        return x
    except NameError as e:
        return str(e)


print(parameter(1))
for wrong in ("del missing", "del x[99]", "del d['zz']", "del a.nothing", "del (1,)[0]", "del 'abc'[0]", "del (5).real"):
    try:
        exec(wrong)
    except (NameError, IndexError, KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__, e)
