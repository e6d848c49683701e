"""How much memory each line of a function takes, and a program over time.

The interface is that of the package memory_profiler 0.61, as far as one process and one thread go: @profile, LineProfiler, memory_usage, `ouro -m memory_profiler
script.py`. The package asks the system for the size of the process; here it is the heap itself that counts its bytes, so that

- an increment is exact: the sum of what the heap grew by while the line ran, over all its occurrences. `del` shows as a negative one;
- each byte is counted in one line of a table: that of the innermost running call, so a table adds up;
- measuring runs no Python code, and nothing of it lies on the heap that is measured.

The first line of a table, where the function is called, has all that the heap held at that moment. What a function's variables hold is given back after its last line: it shows
in the line of its caller.
"""

import builtins
import linecache
import sys
from _memory_profiler import Lines, Sampler, heap_bytes

__all__ = ["profile", "memory_usage", "LineProfiler", "TimeStamper", "show_results", "choose_backend"]
__version__ = "0.61.0"

_MIB = 1024.0 ** 2
_BACKEND = "heap"
_OTHER_BACKENDS = ("psutil", "psutil_pss", "psutil_uss", "posix", "tracemalloc", "no_backend")

_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200  # flags of a code object


def choose_backend(new_backend=None):
    """The name of what measures: always "heap". A warning if another was asked for by its name."""
    if new_backend not in (None, _BACKEND):
        if new_backend not in _OTHER_BACKENDS:
            raise ValueError("unknown backend: %r" % (new_backend,))
        import warnings

        warnings.warn("%s can not be used, %s used instead" % (new_backend, _BACKEND), stacklevel=3)
    return _BACKEND


def _unsupported(what):
    return NotImplementedError("memory_profiler: %s: Ouro measures its own process only" % what)


def _dress(wrapper, func):
    """Let the wrapper look like the function."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(wrapper, name, getattr(func, name))
        except AttributeError:
            pass
    wrapper.__dict__.update(getattr(func, "__dict__", {}))
    wrapper.__wrapped__ = func
    return wrapper


def _flags(func):
    code = getattr(func, "__code__", None)
    return code.co_flags if code is not None else 0


def _around(func, begin, end):
    """The function, with begin() called before it and end() after it, whatever kind of function it is. What begin() returns is given to end()."""
    flags = _flags(func)
    if flags & _ASYNC_GENERATOR:
        raise TypeError("memory_profiler: asynchronous generators are not supported: %r" % (func,))
    if flags & _COROUTINE:

        async def wrapper(*args, **kwargs):
            token = begin()
            try:
                return await func(*args, **kwargs)
            finally:
                end(token)

    elif flags & _GENERATOR:

        def wrapper(*args, **kwargs):
            token = begin()
            try:
                return (yield from func(*args, **kwargs))
            finally:
                end(token)

    else:

        def wrapper(*args, **kwargs):
            token = begin()
            try:
                return func(*args, **kwargs)
            finally:
                end(token)

    return _dress(wrapper, func)


# --- lines -----------------------------------------------------------------------------------------------------------------------------


def _last_line(lines, first, last):
    """The last line of a definition: behind its last instruction there may be lines without any, like `else: pass`."""
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    end = last
    for number in range(last + 1, len(lines) + 1):
        text = lines[number - 1].strip()
        if text and not text.startswith("#"):
            if len(lines[number - 1]) - len(lines[number - 1].lstrip()) <= indent:
                break
            end = number
    return end


class CodeMap:
    """The functions that are measured, and what was measured in their lines."""

    def __init__(self):
        self._lines = Lines()
        self._functions = []  # (file name, code, numbers of its lines)

    def __contains__(self, code):
        return any(code is known for _, known, _ in self._functions)

    def __len__(self):
        return len(self._functions)

    def add(self, code):
        """Measure this code, and what is defined inside it."""
        if code in self:
            return
        filename = code.co_filename
        source = linecache.getlines(filename)
        if not source:
            print("ERROR: Could not find file " + filename)
            return
        if self._lines.add(code):
            first, last = self._lines.span(code)
            last = min(last, len(source))
            if code.co_name != "<lambda>":
                last = _last_line(source, first, last)
            self._functions.append((filename, code, range(first, last + 1)))

    def items(self):
        """For each function that was called: the name of its file, and (line, None or (increment in MiB, usage in MiB, occurrences)) for each line."""
        for filename, code, numbers in self._functions:
            rows = self._lines.rows(code)
            if rows:
                measured = {line: (increment / _MIB, most / _MIB, occurrences) for line, increment, most, occurrences in rows}
                yield filename, [(line, measured.get(line)) for line in numbers]

    def enable(self):
        self._lines.enable()

    def disable(self):
        self._lines.disable()


class LineProfiler:
    """Measures the lines of the functions that it is given, while they run."""

    def __init__(self, include_children=False, backend=None, max_mem=None):
        if include_children:
            raise _unsupported("include_children")
        if max_mem is not None:
            raise NotImplementedError("memory_profiler: max_mem: there is no debugger to stop in")
        choose_backend(backend)
        self.code_map = CodeMap()
        self.enable_count = 0
        self.include_children = False
        self.backend = _BACKEND

    def __call__(self, func=None, precision=1):
        """As a decorator: the function, measured whenever it is called."""
        if func is None:
            return lambda f: self(f, precision=precision)
        if isinstance(func, (staticmethod, classmethod)):
            return type(func)(self(func.__func__, precision))
        self.add_function(func)
        return self.wrap_function(func)

    def add_function(self, func):
        """Measure the function from the next time on that this profiler is enabled. Of one that is measured already, it is the function itself that is meant."""
        code = getattr(func, "__code__", None)
        while code is not None and code.co_filename == _around.__code__.co_filename and hasattr(func, "__wrapped__"):
            func = func.__wrapped__
            code = getattr(func, "__code__", None)
        if code is None:
            import warnings

            warnings.warn("Could not extract a code object for the object %r" % (func,), stacklevel=2)
        else:
            self.code_map.add(code)

    def wrap_function(self, func):
        """The function, with this profiler enabled while it runs."""
        return _around(func, self.enable_by_count, lambda _: self.disable_by_count())

    def run(self, cmd):
        """Execute a statement in __main__, with this profiler enabled."""
        main = sys.modules["__main__"].__dict__
        return self.runctx(cmd, main, main)

    def runctx(self, cmd, globals, locals):
        """Execute a statement, with this profiler enabled."""
        with self:
            exec(cmd, globals, locals)
        return self

    def __enter__(self):
        self.enable_by_count()
        return self

    def __exit__(self, *exception):
        self.disable_by_count()

    def enable_by_count(self):
        """Enable; as many times as asked, until as many times disabled."""
        if self.enable_count == 0:
            self.enable()
        self.enable_count += 1

    def disable_by_count(self):
        if self.enable_count > 0:
            self.enable_count -= 1
            if self.enable_count == 0:
                self.disable()

    def enable(self):
        self.code_map.enable()

    def disable(self):
        self.code_map.disable()


def show_results(prof, stream=None, precision=1):
    """Write the tables of a LineProfiler."""
    if stream is None:
        stream = sys.stdout
    row = "{0:>6} {1:>12} {2:>12}  {3:>10}   {4:<}"
    size = "{0:%d.%df} MiB" % (precision + 4, precision)
    header = row.format("Line #", "Mem usage", "Increment", "Occurrences", "Line Contents")
    for filename, lines in prof.code_map.items():
        stream.write("Filename: " + filename + "\n\n")
        stream.write(header + "\n")
        stream.write("=" * len(header) + "\n")
        source = linecache.getlines(filename)
        for line, measured in lines:
            usage = increment = occurrences = ""
            if measured:
                increment, usage, occurrences = size.format(round(measured[0], precision) + 0.0), size.format(measured[1]), measured[2]
            text = source[line - 1] if line <= len(source) else "\n"
            stream.write(row.format(line, usage, increment, occurrences, text))
        stream.write("\n\n")


def profile(func=None, stream=None, precision=1, backend=None):
    """A decorator: after each call of the function, write how much memory its lines took."""
    choose_backend(backend)
    if func is None:
        return lambda f: profile(f, stream=stream, precision=precision)
    if isinstance(func, (staticmethod, classmethod)):
        return type(func)(profile(func.__func__, stream=stream, precision=precision))

    def begin():
        prof = LineProfiler()
        prof.add_function(func)
        prof.enable_by_count()
        return prof

    def end(prof):
        prof.disable_by_count()
        show_results(prof, stream=stream, precision=precision)

    return _around(func, begin, end)


# --- over time -----------------------------------------------------------------------------------------------------------------------------


def _call_of(proc):
    """(function, arguments, keyword arguments) of what memory_usage is given."""
    if callable(proc):
        return proc, (), {}
    if not 1 <= len(proc) <= 3:
        raise ValueError("memory_usage: a call is a tuple (f, args, kw), not %r" % (proc,))
    function, args, kw = tuple(proc) + ((), {})[len(proc) - 1:] if len(proc) < 3 else tuple(proc)
    return function, args, kw


def _own_process(proc):
    import posix

    if isinstance(proc, int):
        if proc in (-1, posix.getpid()):
            return
        raise _unsupported("process %d" % proc)
    raise _unsupported("%r" % (proc,))


def _watch(proc, interval, most):
    """Call it. The samples that were taken meanwhile, as (MiB, time), and what it returned."""
    function, args, kw = _call_of(proc)
    sampler = Sampler(interval, most)
    sampler.start()
    try:
        returned = function(*args, **kw)
    finally:
        sampler.stop()
    return [(size / _MIB, when) for size, when in sampler.samples()], returned


def _wait(interval, most):
    """Samples of this process while it waits."""
    from time import sleep, time

    samples = []
    for _ in range(most or 1):
        samples.append((heap_bytes() / _MIB, time()))
        sleep(interval)
    return samples


def memory_usage(proc=-1, interval=0.1, timeout=None, timestamps=False, include_children=False, multiprocess=False, max_usage=False, retval=False,
                 stream=None, backend=None, max_iterations=None):
    """How much memory is used, in MiB: a list, a measurement each `interval` seconds.

    proc: -1, for this process; or what is to be called meanwhile, once: a function, or (f, args, kw).
    timeout: measure no longer than so many seconds. Without one a call is measured until it ends, the process once.
    timestamps: pairs of a measurement and its time.
    max_usage: the greatest measurement alone; of a call it is exact.
    retval: a pair of that and of what the call returned.
    stream: write lines "MEM usage time" there, and return None.
    max_iterations: of the package, which may call several times; no less than 1.
    """
    choose_backend(backend)
    if include_children:
        raise _unsupported("include_children")
    if multiprocess:
        raise _unsupported("multiprocess")
    if max_iterations is not None and max_iterations < 1:
        raise ValueError("memory_usage: max_iterations must be at least 1")
    most = 0
    if timeout is not None:
        most = max(1, int(timeout / interval)) if interval > 0 else 1
    if callable(proc) or isinstance(proc, (tuple, list)):
        samples, returned = _watch(proc, interval, 0 if max_usage else most)
    else:
        _own_process(proc)
        samples, returned = _wait(interval, most), None
    if max_usage:
        samples = [max(samples)]
    if stream is not None:
        for sample in samples:
            stream.write("MEM %.6f %.4f\n" % sample)
        return None
    result = samples if timestamps else [size for size, when in samples]
    if max_usage:
        result = result[0]
    return (result, returned) if retval else result


class TimeStamper:
    """Notes when functions begin and end, and the memory used then: the FUNC lines of a recording."""

    def __init__(self, backend=None, include_children=False):
        if include_children:
            raise _unsupported("include_children")
        choose_backend(backend)
        self.calls = []  # [name, MiB, time, MiB, time, depth], in the order in which they began
        self._depth = 0

    def __call__(self, func=None, precision=None, stream=None):
        """As a decorator."""
        if func is None:
            return self
        if isinstance(func, (staticmethod, classmethod)):
            return type(func)(self(func.__func__))
        from time import time

        name = "%s.%s" % (func.__module__, func.__name__)

        def begin():
            call = [name, heap_bytes() / _MIB, time(), None, None, self._depth]
            self.calls.append(call)
            self._depth += 1
            return call

        def end(call):
            self._depth -= 1
            call[3:5] = heap_bytes() / _MIB, time()

        return _around(func, begin, end)

    def show_results(self, stream=None):
        """Write a line for each call that has ended."""
        if stream is None:
            stream = sys.stdout
        for call in self.calls:
            if call[4] is not None:
                stream.write("FUNC %s %.4f %.4f %.4f %.4f %d\n" % tuple(call))


# --- the command line ----------------------------------------------------------------------------------------------------------------------


def _run_script(filename, arguments, profiler):
    """Run a script as __main__, where the name `profile` is the profiler."""
    with open(filename, "rb") as file:
        code = compile(file.read(), filename, "exec")
    slash = filename.rfind("/")
    main = type(sys)("__main__")
    main.__dict__.update(__file__=filename, __builtins__=builtins)
    known = sys.modules["__main__"], sys.argv, sys.path[0]
    builtins.profile = profiler
    sys.modules["__main__"], sys.argv, sys.path[0] = main, [filename, *arguments], filename[:slash] if slash > 0 else "/" * (slash + 1)
    try:
        exec(code, main.__dict__)
    finally:
        del builtins.profile
        sys.modules["__main__"], sys.argv, sys.path[0] = known


def record(output, filename, arguments, interval=0.1):
    """Run a script, and write what memory it took over time: a recording as mprof reads it."""
    stamper, sampler = TimeStamper(), Sampler(interval)
    with open(output, "w") as file:
        file.write("CMDLINE %s\n" % " ".join(["ouro", filename, *arguments]))
        sampler.start()
        try:
            _run_script(filename, arguments, stamper)
        finally:
            sampler.stop()
            for size, when in sampler.samples():
                file.write("MEM %.6f %.4f\n" % (size / _MIB, when))
            stamper.show_results(file)


_USAGE = "usage: ouro -m memory_profiler [option]... script.py [argument]..."
_HELP = _USAGE + """

Run a script, and show how much memory each line of its functions takes that are decorated with @profile (which needs no import).

  -h, --help         show this, and exit
  --version          show the version of the package whose interface this is, and exit
  --precision N      digits behind the point (3)
  -o FILE            write the tables to a file
  --timestamp        instead of tables, add lines to the output: when the functions began and ended
  --record FILE      instead of tables, record the memory over time: see ouro -m mprof
  --interval S       seconds between two measurements of a recording (0.1)
  --backend NAME     accepted for the package's sake: it is always the heap that measures
"""


def _fail(message):
    sys.stderr.write("%s\nmemory_profiler: error: %s\n" % (_USAGE, message))
    raise SystemExit(2)


def _number(kind, name, text, least):
    try:
        value = kind(text)
    except ValueError:
        _fail("argument %s: invalid %s value: %r" % (name, kind.__name__, text))
    if not value >= least:
        _fail("argument %s: must not be less than %s" % (name, least))
    return value


def parse_options(arguments, valued, flags, fail):
    """The leading options of a command line, as a dict, and what follows them. A number like -1 is no option."""
    found, rest = {}, list(arguments)
    while rest and rest[0].startswith("-") and rest[0] != "-" and not rest[0][1:].isdigit():
        name, equals, value = rest.pop(0).partition("=")
        if name == "--":
            break
        if name in flags and not equals:
            found[name] = True
        elif name in valued:
            if not equals:
                if not rest:
                    fail("argument %s: expected one argument" % name)
                value = rest.pop(0)
            found[name] = value
        else:
            fail("unrecognized arguments: " + name)
    return found, rest


def main(arguments):
    """The command line, without its first word. It ends with SystemExit only when something is wrong."""
    options, rest = parse_options(arguments, ("--precision", "-o", "--record", "--interval", "--backend", "--pdb-mmem"),
                                  ("-h", "--help", "--version", "--timestamp", "--include-children"), _fail)
    if "-h" in options or "--help" in options:
        sys.stdout.write(_HELP)
        return
    if "--version" in options:
        print(__version__)
        return
    if "--pdb-mmem" in options:
        _fail("--pdb-mmem: there is no debugger to stop in")
    if "--include-children" in options:
        _fail("--include-children: Ouro measures its own process only")
    if not rest:
        _fail("A program must be provided for profiling")
    precision = _number(int, "--precision", options.get("--precision", "3"), 0)
    interval = _number(float, "--interval", options.get("--interval", "0.1"), 0)
    choose_backend(options.get("--backend"))
    script, *rest = rest
    try:
        open(script, "rb").close()
    except OSError as problem:
        _fail("can't open file '%s': %s" % (script, problem))
    if "--record" in options:
        record(options["--record"], script, rest, interval)
        return
    profiler = TimeStamper() if "--timestamp" in options else LineProfiler()
    try:
        _run_script(script, rest, profiler)
    finally:
        stream = open(options["-o"], "a" if "--timestamp" in options else "w") if "-o" in options else sys.stdout
        try:
            if "--timestamp" in options:
                profiler.show_results(stream)
            else:
                show_results(profiler, stream, precision)
        finally:
            if stream is not sys.stdout:
                stream.close()


if __name__ == "__main__":
    from memory_profiler import main  # the module itself: what a script imports is the same

    main(sys.argv[1:])
