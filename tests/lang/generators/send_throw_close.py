"""send, throw and close, and what the generator can do about them."""


def average():
    total = count = 0
    value = None
    while True:
        given = yield value
        if given is None:
            return f"average {value}"
        total += given
        count += 1
        value = total / count


a = average()
print(next(a), a.send(10), a.send(20), a.send(60))
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)


def robust():
    while True:
        try:
            x = yield "ready"
            print("got", x)
        except ValueError as e:
            print("handled", e)
            yield "handled"
        finally:
            print("finally")


r = robust()
print(next(r), r.send(1))
print(r.throw(ValueError("v")))
print(next(r))
try:
    r.throw(KeyError("k"))
except KeyError as e:
    print("came out", e)
print(list(r))


def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("told to close")
        raise
    finally:
        print("cleaned")


c = closing()
next(c)
c.close()
c.close()
print(next(c, "closed"))
closing().close()
print("never started: nothing to clean")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield "no"


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "ignored"


x = returns_on_close()
next(x)
print(x.close())

fresh = average()
try:
    fresh.send(1)
except TypeError as e:
    print(e)
try:
    average().throw(ValueError("before the start"))
except ValueError as e:
    print(e)
g = average()
next(g)
try:
    g.throw(ValueError, "old style")
except ValueError as e:
    print(repr(e))


def raises():
    yield 1
    raise LookupError("inside")


g = raises()
print(next(g))
try:
    next(g)
except LookupError as e:
    print(e)
print(list(g))


def stops():
    yield 1
    raise StopIteration("bad")


try:
    list(stops())
except RuntimeError as e:
    print(e, repr(e.__cause__))
