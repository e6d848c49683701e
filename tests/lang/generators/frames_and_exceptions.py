"""Exceptions that cross generators: the active exception inside and outside, try blocks that span a yield."""
import sys


def active():
    return type(sys.exc_info()[1]).__name__


def g():
    print("inside before:", active())
    try:
        yield 1
    except ValueError as e:
        print("inside handler:", active(), e)
        yield 2
        print("after the yield in the handler:", active())
    print("inside after:", active())
    yield 3


it = g()
next(it)
try:
    raise KeyError("outside")
except KeyError:
    print("outside:", active())
    print(it.throw(ValueError("thrown")))
    print("outside again:", active())
    print(next(it))
print("at the end:", active())


def nested():
    for i in range(3):
        try:
            yield i
        except GeneratorExit:
            print("exit at", i)
            raise
        except KeyError:
            print("key error at", i)
        else:
            print("else", i)
        finally:
            print("finally", i)


it = nested()
print(next(it), next(it), it.throw(KeyError))
it.close()


def context():
    try:
        yield
    except ValueError:
        raise TypeError("from the generator")


it = context()
next(it)
try:
    it.throw(ValueError("original"))
except TypeError as e:
    print(repr(e.__context__))


def returning():
    try:
        yield 1
    finally:
        return "swallowed"


it = returning()
next(it)
try:
    it.throw(ValueError)
except StopIteration as e:
    print(e.value)


def recursive(n):
    if n:
        try:
            yield from recursive(n - 1)
        except ValueError as e:
            print("level", n, e)
            raise
    else:
        yield "bottom"


it = recursive(3)
print(next(it))
try:
    it.throw(ValueError("up"))
except ValueError as e:
    print("out", e)


def with_loop():
    while True:
        try:
            value = yield
            if value is None:
                break
            print(10 // value)
        except ZeroDivisionError:
            print("division by zero is survived")


it = with_loop()
next(it)
for v in (5, 0, 2):
    it.send(v)
print(next(it, "ended"))
try:
    yield_in_expression = [(yield_, yield_ * 2) for yield_ in range(2)]
    print(yield_in_expression, (lambda: (yield))().__class__.__name__)
finally:
    print("done")
