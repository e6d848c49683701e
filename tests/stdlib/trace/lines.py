"""Which lines a trace function is told of: also of `pass`, `try:`, constants; not of what no line stands for."""
import sys


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return self.swallows

    def __init__(self, swallows=False):
        self.swallows = swallows


def show(function, *args):
    seen, first = [], function.__code__.co_firstlineno

    def trace(frame, event, argument):
        if frame.f_code is function.__code__:
            seen.append(f"{frame.f_lineno - first}{event[0]}")
        return trace

    sys.settrace(trace)
    try:
        function(*args)
    except Exception as error:
        seen.append(type(error).__name__)
    sys.settrace(None)
    print(function.__name__, *args, *seen)


def passes(a):
    pass
    if a:
        pass
    else:
        pass
    for i in range(2):
        pass
    while a:
        a -= 1
        pass
    pass; pass
    "a string"
    ...
    a
    if a: pass
    if a == 0: pass


show(passes, 0)
show(passes, 2)


def loops(items):
    for i in items:
        if i == 1:
            continue
        if i == 3:
            break
        pass
    else:
        pass
    while True:
        if items:
            break
        items = [1]
    while 1:
        try:
            items.pop()
        except IndexError:
            break
        else:
            continue
        finally:
            pass


show(loops, [0, 1, 2])
show(loops, [1, 3, 4])
show(loops, [])


def tries(value):
    try:
        value = 10 / value
    except ZeroDivisionError:
        pass
    except TypeError as error:
        str(error)
    else:
        pass
    finally:
        pass
    try:
        try:
            pass
        finally:
            int(value)
    except (ValueError, TypeError):
        value = 1


for value in 0, 1, "x", None:
    show(tries, value)


def returns(value):
    for i in range(3):
        try:
            with Manager():
                if i == value:
                    return i
        finally:
            value + 1
    try:
        return (
            value)
    finally:
        pass


for value in 1, 5, "x":
    show(returns, value)


def withs(value):
    with Manager(True) as a, Manager():
        1 / value
    with Manager():
        pass
    for i in 1, 2:
        with Manager(True):
            if i == 2:
                raise ValueError
            continue
    with (
        Manager()
    ):
        1 / value


show(withs, 1)


def matches(value):
    match value:
        case 0:
            pass
        case [x, y] if x > y:
            x
        case {"k": _}:
            return
        case _:
            pass
    match value:
        case str():
            value = 1


for value in 0, [2, 1], [1, 2], {"k": 1}, "s":
    show(matches, value)


def conditions(a, b):
    if a and b:
        a = 1
    elif a or b:
        a = 2
    x = a if b else 0
    while a and b: a = 0
    for x in range(a): x += 1
    assert a or b or not x, "none"
    if 0:
        a = 3
    if 1:
        a = 4
    if not a:
        pass
    return None


for arguments in (0, 0), (1, 0), (1, 1), (0, 1):
    show(conditions, *arguments)


def makes():
    """doc"""
    def inner(a, b=1):
        "doc"
    class Inner:
        "doc"
        x = 1
        def method(self):
            pass
    global something
    x: int
    y: int = 1
    import os, sys
    del y
    value = [i for i in (1, 2)]
    return lambda: (
        x)


show(makes)


class Body:
    def __init_subclass__(cls):
        pass


def body(source):
    seen = []

    def trace(frame, event, argument):
        if frame.f_code.co_filename == "<source>":
            seen.append(f"{frame.f_lineno}{event[0]}")
        return trace

    sys.settrace(trace)
    exec(compile(source, "<source>", "exec"), {})
    sys.settrace(None)
    print(*seen)


body('"doc"\n1\nif 1:\n    pass\nelse:\n    pass\n')
body('class A:\n    "doc"\n    x = 1\n    if x:\n        pass\n    def f(self): return __class__\n')
body('for i in 1, 2:\n    try:\n        i / 0\n    except ZeroDivisionError as e:\n        pass\n')
body('x = 3\nwhile x:\n    x -= 1\nelse:\n    pass\n')
body('def g():\n    try:\n        yield 1\n    finally:\n        "end"\nx = g()\nnext(x)\ndel x\n')
body('def g():\n    for i in 1, 2:\n        yield i\nfor x in g(): pass\n[x for x in g()\n if x]\n')
