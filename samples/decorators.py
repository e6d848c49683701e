"""Decorators and context managers: tracing, retrying, registering, validating, timing without a clock, and redirection."""

import functools
import sys


def traced(function):
    """Show calls and results, indented by depth."""
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        shown = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()]
        print(f"{'  ' * wrapper.depth}{function.__name__}({', '.join(shown)})")
        wrapper.depth += 1
        try:
            result = function(*args, **kwargs)
        finally:
            wrapper.depth -= 1
        print(f"{'  ' * wrapper.depth}= {result!r}")
        return result
    wrapper.depth = 0
    return wrapper


def retry(times, *kinds):
    """A decorator with arguments."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return function(*args, **kwargs)
                except kinds as problem:
                    print(f"attempt {attempt} of {times}: {problem}")
                    last = problem
            raise RuntimeError(f"{function.__name__} failed {times} times") from last
        return wrapper
    return decorate


class CountCalls:
    """A decorator as a class, which works for methods because it is a descriptor too."""

    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.calls = 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.function(*args, **kwargs)

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self, instance)


def accepts(**kinds):
    def decorate(function):
        names = function.__code__.co_varnames[:function.__code__.co_argcount]

        @functools.wraps(function)
        def wrapper(*args):
            for name, value in zip(names, args):
                kind = kinds.get(name)
                if kind is not None and not isinstance(value, kind):
                    raise TypeError(f"{function.__name__}: {name} must be {kind.__name__}, not {type(value).__name__}")
            return function(*args)
        return wrapper
    return decorate


COMMANDS = {}


def command(function):
    COMMANDS[function.__name__] = function
    return function


class Tag:
    """Writes an element around what is printed inside it; nested tags are indented."""

    depth = 0

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("  " * Tag.depth + f"<{self.name}>")
        Tag.depth += 1
        return lambda text: print("  " * Tag.depth + text)

    def __exit__(self, kind, value, traceback):
        Tag.depth -= 1
        if kind is not None:
            print("  " * Tag.depth + f"<!-- {kind.__name__}: {value} -->")
        print("  " * Tag.depth + f"</{self.name}>")
        return kind is KeyError  # the only one that is swallowed


class Captured:
    """print goes here while the block runs."""

    def __enter__(self):
        self.parts = []
        self.before, sys.stdout = sys.stdout, self
        return self

    def __exit__(self, *problem):
        sys.stdout = self.before

    def write(self, text):
        self.parts.append(text)
        return len(text)

    def flush(self):
        pass


@traced
def power(base, exponent=2):
    """Powers by halving."""
    if exponent == 0:
        return 1
    half = power(base, exponent // 2)
    return half * half * (base if exponent % 2 else 1)


power(3, exponent=5)
print(power.__name__, "-", power.__doc__)

answers = iter([ConnectionError("busy"), ConnectionError("no tone"), "hello"])


@retry(3, ConnectionError)
def dial():
    answer = next(answers)
    if isinstance(answer, OSError):
        raise answer
    return answer


print(dial())


@retry(2, ValueError)
def hopeless():
    return int("hopeless")


try:
    hopeless()
except RuntimeError as problem:
    print(problem, "because", repr(problem.__cause__))


class Greeter:
    @CountCalls
    def greet(self, name):
        return f"Hello, {name}"


@CountCalls
@accepts(text=str, times=int)
def shout(text, times):
    return text.upper() + "!" * times


print(Greeter().greet("Ada"), "/", Greeter().greet("Bob"), "/", Greeter.greet.calls, "calls")
print(shout("ho", 3), shout.calls, shout.__name__)
try:
    shout("ho", "3")
except TypeError as problem:
    print(problem)


@command
def help():
    return "commands: " + ", ".join(sorted(COMMANDS))


@command
def version():
    return "1.0"


print([COMMANDS[name]() for name in ("version", "help")])

with Tag("page") as write, Tag("body") as write_inner:
    write_inner("text")
    with Tag("list"):
        write_inner("item")
        raise_me = {}["missing"]
    print("    after the swallowed error")
try:
    with Tag("page"):
        1 / 0
except ZeroDivisionError as problem:
    print("seen outside:", problem)

with Captured() as captured:
    print("not on the screen", 42, sep="|")
print("captured:", captured.parts)
