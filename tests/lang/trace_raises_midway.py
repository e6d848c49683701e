# What an expression holds while a trace or profile function raises in its midst is let go: the runner insists that nothing is left.
import sys


def profile(frame, event, argument):
    if event == "c_call" and "upper" in str(argument):
        raise ValueError(event)


def of_class():
    return (str.upper("abc" + str(1)), 2)


def of_instance():
    return ["abc" + str(2), ("abc" + str(1)).upper()]


for function in of_class, of_instance:
    try:
        sys.setprofile(profile)
        function()
    except ValueError as error:
        print(function.__name__, error, sys.getprofile())
    sys.setprofile(None)


def trace(frame, event, argument):
    global events
    if frame.f_code is not many_lines.__code__:
        return None
    if event == "line":
        events += 1
        if events == fatal:
            raise KeyError
    return trace


def many_lines():
    x = [str(10**30) +
         str(20**30), "b" % (),
         ("a" + str(3)
          ).upper()]
    return {str(4): 5,
            str(5): str(6)}[str(
                7)[:0] + str(4)], x


for fatal in range(1, 20):
    events = 0
    sys.settrace(trace)
    try:
        many_lines()
    except (KeyError, TypeError):
        pass
    sys.settrace(None)
print(str.upper("a"), "a".upper())
