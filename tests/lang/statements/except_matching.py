"""Which handler is chosen, and what the handler's name and the context are."""
import sys


def catch(problem):
    try:
        raise problem
    except (KeyError, IndexError) as e:
        return "tuple " + type(e).__name__
    except ArithmeticError as e:
        return "base class " + type(e).__name__
    except Exception:
        return "any " + sys.exc_info()[0].__name__
    except:
        return "bare"


for problem in (KeyError(1), IndexError, ZeroDivisionError, OverflowError(), ValueError, KeyboardInterrupt):
    print(catch(problem))

e = "before"
try:
    1 / 0
except ZeroDivisionError as e:
    print("inside", type(e).__name__)
try:
    e
except NameError as error:
    print(error)


def choose():
    print("evaluated only when needed")
    return ValueError


try:
    pass
except choose():
    pass
try:
    raise ValueError
except choose():
    print("caught")

try:
    try:
        raise KeyError("first")
    except KeyError as first:
        saved = first
        raise ValueError("second")
except ValueError as second:
    print(second.__context__ is saved, second.__cause__, second.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError("converted") from z
except ValueError as v:
    print(repr(v.__cause__), v.__cause__ is v.__context__, v.__suppress_context__)
try:
    raise ValueError from None
except ValueError as v:
    print(v.__cause__, v.__suppress_context__)

print(sys.exc_info())


def current():
    return sys.exc_info()[1]


try:
    raise LookupError("visible in calls")
except LookupError:
    print(repr(current()))
    try:
        raise KeyError("inner")
    except KeyError:
        print(repr(current()))
    print(repr(current()))
print(current())


class Custom(Exception):
    def __init__(self, a, b=2):
        super().__init__(a, b)
        self.a = a


try:
    raise Custom("x")
except Custom as c:
    print(c.args, c, c.a, repr(c), c == Custom("x"))
print(ValueError("a", 1).args, str(ValueError()), str(ValueError(1)), str(KeyError("k")), repr(KeyError("k", 2)), str(OSError(2, "No such file")))
print(issubclass(KeyError, LookupError), issubclass(RecursionError, RuntimeError), issubclass(ModuleNotFoundError, ImportError), issubclass(UnicodeDecodeError, ValueError), BaseException.__subclasses__()[0] is not None)
stop = StopIteration(5)
print(stop.value, stop.args, SystemExit(3).code, KeyError.__mro__[1:])
