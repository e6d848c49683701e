"""yield from: through many generators, with what is sent, thrown, returned and looked at on the way."""
import sys


def tree(depth):
    if depth:
        left = yield from tree(depth - 1)
        got = yield depth
        right = yield from tree(depth - 1)
        return left + right + (got or 1)
    return 0


def run(gen, send=None):
    seen = []
    try:
        seen.append(next(gen))
        while True:
            seen.append(gen.send(send))
    except StopIteration as stop:
        return seen, stop.value


print(run(tree(4)), run(tree(3), 10))
print(list(tree(5))[:10], sum(tree(6)), [x for x in tree(2)])


def inner():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("inner caught", e, sys.exc_info()[0])
        yield "after"
        raise KeyError("from inner")
    finally:
        print("inner finally", sys.exc_info()[0])
    return "done"


def middle():
    result = yield from inner()
    print("middle has", result)
    yield "more"
    return result * 2


def outer():
    try:
        value = yield from middle()
        print("outer has", value)
    except KeyError as e:
        print("outer caught", e, e.__context__)
        yield "recovered"


print(run(outer()))
g = outer()
print(next(g), g.send("a"), g.throw(ValueError("thrown")), next(g), list(g))
g = outer()
print(next(g), g.gi_yieldfrom.gi_code.co_name, g.gi_yieldfrom.gi_yieldfrom.gi_code.co_name, g.gi_yieldfrom.gi_yieldfrom.gi_yieldfrom)
g.close()
print(g.gi_frame)


def frames():
    f = sys._getframe()
    names = []
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


def looking(n):
    if n:
        yield from looking(n - 1)
    else:
        yield frames()
        raise RuntimeError("deep")


g = looking(3)
for names in g:
    print(names)
    break
try:
    next(g)
except RuntimeError as e:
    tb, lines = e.__traceback__, []
    while tb:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(lines)


def handled():
    try:
        1 / 0
    except ZeroDivisionError:
        yield from states()
    yield sys.exc_info()[0]


def states():
    yield sys.exc_info()[0]
    try:
        raise OSError
    except OSError:
        yield sys.exc_info()[0]
    yield sys.exc_info()[0]


for state in handled():
    print(state)
try:
    raise LookupError
except LookupError:
    for state in handled():
        print(state, sys.exc_info()[0])


def itself():
    yield from me


me = itself()
try:
    next(me)
except ValueError as e:
    print(e)


def over(iterable):
    result = yield from iterable
    return result


print(list(over([1, 2])), list(over("ab")), list(over(range(3))), list(over(over(over((4, 5))))), list(over(x * x for x in range(4))))
finished = tree(1)
list(finished)
print(list(over(finished)))
fresh = inner()
g = over(fresh)
try:
    g.send(None)
    g.send("one")
    g.send("two")
except StopIteration as e:
    print("value", e.value)


def endless(n):
    yield n
    yield from endless(n + 1)


try:
    for n in endless(0):
        deepest = n
except RecursionError as e:
    print(type(e).__name__, deepest > 500)


def asks():
    x = yield
    y = [(yield x), (yield x)]
    (yield y)
    z = yield from (a for a in "gh")
    yield z


g = asks()
print(next(g), g.send("s"), g.send("t"), g.send("u"), next(g), next(g), next(g))
del g
