"""f_lineno of a frame that an exception has left: where it was raised, if only the language itself came between."""
import sys


class Noop:
    def __init__(self, fails=False):
        self.fails = fails

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.fails:
            raise ValueError


def named():
    try:
        1/0
    except Exception as error:
        1/0
        pass


def named_deep():
    try:
        1/0
    except Exception as error:
        with Noop():
            for i in range(2):
                [][i]
            pass


def with_one():
    with Noop():
        1/0
        pass


def with_two():
    with Noop() as a, \
         Noop() as b:
        pass
        1/0


def with_fails():
    with Noop(True):
        1/0


def raised_from():
    with Noop():
        try:
            1/0
        except ZeroDivisionError as error:
            raise KeyError from error


def unmatched():
    try:
        1/0
    except KeyError:
        pass
    except TypeError as error:
        pass


def finally_():
    try:
        1/0
    finally:
        a = 1
        b = 2


def generator():
    with Noop():
        yield 1
        1/0
        yield 2


def own_traceback():
    with Noop():
        raise KeyError().with_traceback(None)


for function in named, named_deep, with_one, with_two, with_fails, raised_from, unmatched, finally_, own_traceback, lambda: list(generator()):
    try:
        function()
    except BaseException as error:
        step, lines = error.__traceback__.tb_next, []
        while step:
            frame = step.tb_frame
            first = frame.f_code.co_firstlineno
            lines.append((frame.f_code.co_name, step.tb_lineno - first, frame.f_lineno - first))
            step = step.tb_next
        print(function.__name__, lines)


def tell(frame, event, arg):
    print(event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno)
    return tell


for function in named, with_one:
    sys.settrace(tell)
    try:
        function()
    except ZeroDivisionError:
        pass
    sys.settrace(None)
