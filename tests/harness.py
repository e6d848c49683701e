"""What the runners share: finding the test scripts, running one, and judging what it printed.

A test is a script X.py with what CPython 3.11 does recorded beside it; the suffixes are explained in README.md.
"""

import difflib
import os
import re
import resource
import shlex
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Scripts find Ctrl-C as a terminal gives it, also where the runner was started in the background, which ignores it.
signal.signal(signal.SIGINT, signal.default_int_handler)

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
ORACLE = "/usr/bin/python3.11"
FOLDERS = [TESTS / "lang", TESTS / "memory", TESTS / "errors", TESTS / "stdlib", TESTS / "heapview", TESTS / "show", ROOT / "samples"]

# What differs from machine to machine, and what the records say instead.
ADDRESS = re.compile(rb"\b(at|thread) 0x[0-9a-f]+")
ANY_ADDRESS = rb"\1 0x..."
HERE = b"{here}"

HEAP_LINE = re.compile(rb"heap: (\d+) objects, (-?\d+) references, (\d+) blocks live; at most \d+ objects, \d+ blocks\n\Z")


class Script:
    """A test script and what is recorded beside it."""

    def __init__(self, path):
        self.path = path
        self.name = str(path.relative_to(ROOT)).removeprefix("tests/").removesuffix(".py")

    def beside(self, suffix):
        return self.path.with_name(self.path.stem + suffix)

    def read(self, suffix):
        path = self.beside(suffix)
        return path.read_bytes() if path.exists() else None

    def recorded(self, suffix):
        return self.read(suffix) or b""

    @property
    def status(self):
        recorded = self.read(".status")
        if recorded is not None:
            return int(recorded)
        return 1 if b"Traceback (most recent call last)" in self.recorded(".err") else 0

    @property
    def arguments(self):
        return shlex.split(self.recorded(".args").decode())

    @property
    def options(self):
        """What the interpreter is told before the script; a last -m MODULE runs the script through that module."""
        return shlex.split(self.recorded(".options").decode())

    @property
    def environment(self):
        return dict(line.split("=", 1) for line in self.recorded(".env").decode().splitlines())

    @property
    def stack(self):
        """How many KiB of stack the script is to run with, or None."""
        recorded = self.read(".stack")
        return None if recorded is None else int(recorded)

    def skip_reason(self, mode):
        """Why X.skip says this script cannot be run in a mode ("gcstress: the reason"), or None."""
        for line in self.recorded(".skip").decode().splitlines():
            skipped, _, reason = line.partition(":")
            if skipped.strip() == mode:
                return reason.strip()
        return None


def is_script(path):
    """Helpers (a name or folder that starts with an underscore) and checkers are not tests themselves."""
    inside = path.relative_to(ROOT).parts
    return not path.name.endswith(".check.py") and not any(part.startswith("_") for part in inside)


def find_scripts(words=(), folders=FOLDERS):
    """All test scripts whose name contains one of the words (all, if there are none), in order."""
    scripts = [Script(path) for folder in folders for path in sorted(folder.rglob("*.py")) if is_script(path)]
    return [script for script in scripts if not words or any(word in script.name for word in words)]


class Run:
    """What one run of a script did: status, stdout, stderr, and the heap line of -X showheap, taken off stderr.

    In both outputs the script's folder reads {here}, and on stderr every address 0x... ("Exception ignored in" shows some).
    """

    def __init__(self, script, status, out, err):
        folder = os.fsencode(script.path.parent)
        self.status, self.timed_out = status, status is None
        self.out = out.replace(folder, HERE)
        self.err = ADDRESS.sub(ANY_ADDRESS, err.replace(folder, HERE))
        self.heap = None
        found = HEAP_LINE.search(self.err)
        if found:
            self.heap = tuple(int(figure) for figure in found.groups())
            self.err = self.err[: found.start()]

    @property
    def heap_is_clean(self):
        return self.heap is not None and self.heap[0] == 0 and self.heap[2] == 0

    def describe_heap(self):
        if self.heap is None:
            return "no heap line at the end of stderr"
        return "left on the heap: %d objects, %d references, %d blocks" % self.heap


def environment(extra=None):
    """A small, fixed environment: outputs must not depend on who runs them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "OUROPATH") if name in os.environ}
    fixed = {
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "ASAN_OPTIONS": "exitcode=99:detect_stack_use_after_return=0",
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "LSAN_OPTIONS": "exitcode=98",
    }
    return {**kept, **fixed, **(extra or {})}


def run_script(script, command, timeout, extra_environment=None, stack_scale=0):
    """Run a script from its own folder and by its bare name, as a reader would. What X.stack says counts so many times, or not at all."""
    given = script.read(".in")
    if script.stack and stack_scale:
        command = ["sh", "-c", f'ulimit -s {script.stack * stack_scale} && exec "$@"', "sh", *command]
    try:
        done = subprocess.run(
            [*command, *script.options, script.path.name, *script.arguments],
            cwd=script.path.parent,
            input=given if given is not None else b"",
            capture_output=True,
            timeout=timeout,
            env=environment({**(extra_environment or {}), **script.environment}),
        )
    except subprocess.TimeoutExpired as late:
        return Run(script, None, late.stdout or b"", late.stderr or b"")
    return Run(script, done.returncode, done.stdout, done.stderr)


def short_diff(expected, got, label, limit=14):
    """The first lines of a unified diff, as text."""
    lines = difflib.unified_diff(
        expected.decode(errors="backslashreplace").splitlines(),
        got.decode(errors="backslashreplace").splitlines(),
        f"{label} expected", f"{label} got", lineterm="", n=1,
    )
    lines = list(lines)
    more = [f"… {len(lines) - limit} more lines of diff"] if len(lines) > limit else []
    return "\n".join(lines[:limit] + more)


def judge_output(script, out):
    """What is wrong with stdout, or "". Exact text (.out), a regex for each line (.outre), or a checker (.check.py)."""
    if script.beside(".check.py").exists():
        checked = subprocess.run([ORACLE, script.beside(".check.py")], input=out, capture_output=True)
        return (checked.stdout + checked.stderr).decode() or "the checker refused it" if checked.returncode else ""
    if script.read(".outre") is not None:
        return judge_lines(script, ".outre", out, "stdout")
    return "" if out == script.recorded(".out") else short_diff(script.recorded(".out"), out, "stdout")


def judge_stderr(script, err):
    checker = script.beside(".stderr.check.py")
    if checker.exists():
        checked = subprocess.run([ORACLE, checker], input=err, capture_output=True)
        return (checked.stdout + checked.stderr).decode() or "the checker refused it" if checked.returncode else ""
    return "" if err == script.recorded(".err") else short_diff(script.recorded(".err"), err, "stderr")


def judge_lines(script, suffix, text, label):
    """What is wrong with an output of which each line has a regex, or ""."""
    patterns, lines = script.read(suffix).decode().splitlines(), text.decode().splitlines()
    for number, (pattern, line) in enumerate(zip(patterns, lines), 1):
        if not re.fullmatch(pattern, line):
            return f"{label} line {number}: {line!r} does not match {pattern!r}"
    return "" if len(patterns) == len(lines) else f"{label} has {len(lines)} lines, {suffix} has {len(patterns)}"


def judge(script, run, with_heap=True):
    """The problems of a run, as a list of texts; empty if it did what CPython did."""
    if run.timed_out:
        return ["timed out"]
    problems = []
    if run.status != script.status:
        cause = f" (signal {-run.status})" if run.status < 0 else ""
        problems.append(f"exit status {run.status}{cause}, expected {script.status}")
    problems.append(judge_output(script, run.out))
    problems.append(judge_lines(script, ".errre", run.err, "stderr") if script.read(".errre") is not None else judge_stderr(script, run.err))
    if with_heap and not run.heap_is_clean:
        problems.append(run.describe_heap())
    return [problem for problem in problems if problem]


def each(work, items, jobs):
    """The results of work(item), in order, as they become ready."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(work, items)


def limit_memory(gibibytes=4):
    """A runaway script must not take the machine with it. (Not under ASan, whose shadow memory is larger than any limit.)"""
    resource.setrlimit(resource.RLIMIT_AS, (gibibytes << 30, gibibytes << 30))


def indent(text):
    return "\n".join("    " + line for line in text.splitlines())


def report_failure(name, problems):
    print(f"FAIL {name}")
    for problem in problems:
        print(indent(problem))
    sys.stdout.flush()
