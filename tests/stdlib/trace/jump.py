"""A trace function assigns to f_lineno: the frame goes on at another line."""
import sys
import warnings

warnings.simplefilter("ignore", RuntimeWarning)  # variables jumped over become None in Ouro, with a warning as in 3.12


class Jumper:
    """Jumps once from one line of a function to another, both counted from its `def`."""

    def __init__(self, code, origin, target):
        self.code, self.origin, self.target, self.is_done = code, origin, target, False

    def __call__(self, frame, event, argument):
        if frame.f_code is not self.code or self.is_done:
            return self
        first = self.code.co_firstlineno
        if event == "line" and frame.f_lineno == first + self.origin:
            self.is_done = True
            frame.f_lineno = first + self.target
        return self


def jump(function, origin, target, *arguments):
    seen = []
    sys.settrace(Jumper(function.__code__, origin, target))
    try:
        function(seen, *arguments)
    except Exception as error:
        seen.append((type(error).__name__, str(error)))
    finally:
        sys.settrace(None)
    print(function.__name__, origin, target, seen)


def plain(seen):
    seen.append(1)
    seen.append(2)
    seen.append(3)
    seen.append(4)


for origin, target in (1, 3), (2, 4), (3, 1), (4, 1), (2, 2), (2, -1), (2, 99), (3, 2):
    jump(plain, origin, target)


def loop(seen):
    for i in 1, 2, 3:
        seen.append(i)
        seen.append(-i)
    seen.append("after")
    for j in "ab":
        for k in "cd":
            seen.append(j + k)
    seen.append("end")


for origin, target in (2, 3), (3, 1), (2, 4), (4, 2), (1, 4), (7, 5), (7, 6), (7, 8), (7, 2), (4, 7):
    jump(loop, origin, target)


class Manager:
    def __init__(self, seen, name):
        self.seen, self.name = seen, name

    def __enter__(self):
        self.seen.append("enter " + self.name)
        return self

    def __exit__(self, *error):
        self.seen.append("exit " + self.name)


def managed(seen):
    seen.append(1)
    with Manager(seen, "a"):
        seen.append(2)
        with Manager(seen, "b"):
            seen.append(3)
        seen.append(4)
    seen.append(5)


for origin, target in (1, 3), (1, 7), (3, 7), (5, 6), (5, 7), (7, 5), (3, 5):
    jump(managed, origin, target)


def guarded(seen):
    try:
        seen.append(1)
        1 / 0
        seen.append(2)
    except ZeroDivisionError:
        seen.append(3)
        seen.append(4)
    finally:
        seen.append(5)
    seen.append(6)


for origin, target in (2, 4), (3, 4), (3, 6), (6, 7), (6, 9), (7, 2), (2, 6), (10, 2), (6, 10):
    jump(guarded, origin, target)


def producer(seen):
    seen.append(1)
    yield 1
    seen.append(2)
    yield 2
    seen.append(3)


def consume(origin, target):
    seen = []
    sys.settrace(Jumper(producer.__code__, origin, target))
    try:
        seen.append(list(producer(seen)))
    finally:
        sys.settrace(None)
    print("producer", origin, target, seen)


for origin, target in (1, 3), (2, 5), (3, 1), (5, 1):
    consume(origin, target)


def wrong(value):
    def trace(frame, event, argument):
        if event == "line":
            frame.f_lineno = value
        return trace

    sys.settrace(trace)
    try:
        plain([])
    except Exception as error:
        print(type(error).__name__, error)
    finally:
        sys.settrace(None)


for value in "1", 1.5, None, 2**100, -(2**100), True:
    wrong(value)

for event in "call", "return", "exception":
    def at(frame, what, argument):
        if what == event:
            try:
                frame.f_lineno = frame.f_code.co_firstlineno + 1
            except ValueError as error:
                print(event, error)
        return at

    sys.settrace(at)
    try:
        plain([])
        int("x") if event == "exception" else None
    except ValueError:
        pass
    sys.settrace(None)

try:
    sys._getframe().f_lineno = 1
except ValueError as error:
    print(error)
try:
    del sys._getframe().f_lineno
except (AttributeError, TypeError) as error:
    print(type(error).__name__, error)
