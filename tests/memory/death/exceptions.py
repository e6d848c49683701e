"""What an exception keeps alive, and until when."""
import sys


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  dies:", self.name)


def fail():
    local = D("local of fail")
    raise ValueError("failed")


print("caught with a name")
try:
    fail()
except ValueError as e:
    print("  in the handler")
print("after")
print("caught without a name")
try:
    fail()
except ValueError:
    print("  in the handler")
print("after")
print("kept")
try:
    fail()
except ValueError as e:
    kept = e
print("  after the handler it lives")
kept = kept.with_traceback(None)
print("  traceback gone")
kept = None
print("through several frames")


def middle():
    m = D("local of middle")
    fail()


try:
    middle()
except ValueError:
    pass
print("finally")


def with_finally():
    d = D("with finally")
    try:
        return 1
    finally:
        print("  finally")


with_finally()
print("exception's own argument")
try:
    raise ValueError(D("argument"))
except ValueError as e:
    print("  handler", len(e.args))
print("replaced by another")
try:
    try:
        raise ValueError(D("first"))
    except ValueError:
        raise KeyError(D("second"))
except KeyError as e:
    print("  context:", type(e.__context__).__name__)
print("after")
print("suppressed by with")


class Swallow:
    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return True


with Swallow():
    d = D("in with")
    raise ValueError(D("argument"))
print("after with")
del d
print("generator closed by an exception")


def gen():
    d = D("in generator")
    yield 1
    raise KeyError


for x in range(1):
    try:
        list(gen())
    except KeyError:
        print("  caught")
print("reraise")


def reraise():
    d = D("reraiser's local")
    try:
        fail()
    except ValueError:
        raise


try:
    reraise()
except ValueError as e:
    names = []
    tb = e.__traceback__
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    del tb
    print(" ", names)
print("nothing active:", sys.exc_info()[0])
