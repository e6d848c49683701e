"""Exceptions: a hierarchy of one's own, chains, groups of handlers, cleaning up, and reading a traceback."""


class AppError(Exception):
    """The root: whoever calls this program catches this."""

    code = 1

    def __init__(self, message, **details):
        super().__init__(message)
        self.details = details

    def __str__(self):
        details = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.args[0]} ({details})" if details else self.args[0]


class ConfigError(AppError):
    code = 2


class MissingKey(ConfigError, KeyError):
    code = 3


class BadValue(ConfigError, ValueError):
    code = 4


def parse_config(text):
    config = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.partition("#")[0].strip()
        if not line:
            continue
        try:
            key, value = line.split("=")
        except ValueError as problem:
            raise BadValue("not key=value", line=number, text=line) from problem
        config[key.strip()] = value.strip()
    return config


def get_port(config):
    try:
        port = int(config["port"])
    except KeyError:
        raise MissingKey("no port", known=sorted(config)) from None
    except ValueError as problem:
        raise BadValue("port is no number", value=config["port"]) from problem
    if not 0 < port < 65536:
        raise BadValue("port out of range", value=port)
    return port


def describe(problem):
    """The exception and what it came from, innermost last."""
    parts = []
    while problem is not None:
        parts.append(f"{type(problem).__name__}: {problem}")
        if problem.__cause__ is not None:
            parts.append("caused by")
            problem = problem.__cause__
        elif problem.__context__ is not None and not problem.__suppress_context__:
            parts.append("while handling")
            problem = problem.__context__
        else:
            problem = None
    return " ".join(parts)


def frames_of(problem):
    traceback = problem.__traceback__
    while traceback is not None:
        yield f"{traceback.tb_frame.f_code.co_name}:{traceback.tb_lineno}"
        traceback = traceback.tb_next


CONFIGS = ["port = 8080 # default", "host = local\n", "port = eighty", "port = 99999", "port 80", "a=b=c"]
for text in CONFIGS:
    try:
        port = get_port(parse_config(text))
    except MissingKey as problem:
        print(f"missing ({problem.code}):", problem, "| is a KeyError:", isinstance(problem, KeyError))
    except ConfigError as problem:
        print(f"error ({problem.code}):", describe(problem))
        print("    through", " -> ".join(frames_of(problem)))
    else:
        print("port", port)


def order_of_events(what):
    """What runs, in which order, and which return wins."""
    events = []
    try:
        events.append("try")
        if what == "raise":
            raise LookupError(what)
        if what == "return":
            return events
    except LookupError:
        events.append("except")
    else:
        events.append("else")
    finally:
        events.append("finally")
    events.append("after")
    return events


for what in ("pass", "raise", "return"):
    print(f"{what}: {order_of_events(what)}")


def swallowed():
    for attempt in range(3):
        try:
            raise ValueError(attempt)
        finally:
            if attempt < 2:
                continue
            break  # the exception is lost here, on purpose
    return f"left after attempt {attempt}"


print(swallowed())


def cleanup_fails():
    try:
        raise KeyError("first")
    finally:
        int("second")


try:
    cleanup_fails()
except ValueError as problem:
    print(describe(problem))

try:
    try:
        raise AppError("inner")
    except AppError as problem:
        problem.add_note("seen on the way out")
        raise
except AppError as problem:
    print(problem, problem.__notes__)

try:
    problem
except NameError as error:
    print("the name is gone after the except block:", error)

print([kind.__name__ for kind in MissingKey.__mro__])
print(issubclass(BadValue, (KeyError, ValueError)), ConfigError("x").args, repr(BadValue("y", z=1)))
