"""Recordings of a program's memory over time: make them, list them, draw them. The commands are those of mprof, which comes with the package memory_profiler.

    ouro -m mprof run script.py [argument]...      record a run in mprofile_<date and time>.dat
    ouro -m mprof plot [recording] [--svg OUT]     draw it, in the terminal or as a picture
    ouro -m mprof list, peak, rm, clean            what recordings there are, their greatest measurement, remove some, remove all

A recording is text: the line CMDLINE, lines `MEM size time`, and a line `FUNC name size time size time depth` for each call of a function decorated with @profile: when
it began and ended, and what was used then. Sizes are in MiB, times in seconds. The package's own mprof reads them, and its recordings can be drawn here.
"""

import posix
import sys

from memory_profiler import parse_options, record

_COMMANDS = ("run", "attach", "rm", "clean", "list", "plot", "peak")
_HELP = """usage: ouro -m mprof <command> <options> <arguments>

Commands:
  run [-T SECONDS] [-o FILE] script.py [argument]...
                   record what memory a script takes over time (in each 0.1 seconds)
  list             list the recordings in this folder
  peak [recording]...
                   the greatest measurement of each (of the last recording)
  plot [recording] [--svg OUT] [-t TITLE] [-n] [-w T0,T1] [--width COLUMNS] [--height ROWS]
                   draw a recording in the terminal, or as a picture; -n: without its functions; -w: from and to a time
  rm [--dry-run] recording...
                   remove recordings
  clean [--dry-run]
                   remove all recordings

A recording is named by its file, or by its number in the list; -1 is the last.
"""


def _fail(message):
    sys.stderr.write("mprof: error: %s\n" % message)
    raise SystemExit(1)


# --- recordings --------------------------------------------------------------------------------------------------------------------------


class Recording:
    """What a file says: measurements (MiB, time), and calls (name, MiB, time, MiB, time, depth). Times count from the first measurement."""

    def __init__(self, filename, command, measurements, calls):
        self.filename = filename
        self.command = command
        start = min(when for size, when in measurements)
        self.measurements = sorted(((size, when - start) for size, when in measurements), key=lambda one: one[1])
        self.calls = [(name, size, begin - start, last, end - start, depth) for name, size, begin, last, end, depth in calls]

    @property
    def peak(self):
        return max(self.measurements, key=lambda one: (one[0], -one[1]))

    def between(self, first, last):
        """The same from one time to another; None if nothing was measured then."""
        inside = [one for one in self.measurements if first <= one[1] <= last]
        if not inside:
            return None
        part = Recording(self.filename, self.command, inside, [])
        start = inside[0][1]
        for name, size, begin, size_after, end, depth in self.calls:
            if end >= first and begin <= last:
                part.calls.append((name, size, max(begin, start) - start, size_after, min(end, inside[-1][1]) - start, depth))
        return part


def _finite(word):
    number = float(word)
    if not abs(number) < 1e15:
        raise ValueError
    return number


def read_recording(filename):
    """Read a file. SystemExit with a message if it is no recording."""
    command, measurements, calls = "", [], []
    try:
        with open(filename) as file:
            lines = file.read().split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        _fail("cannot read %s: %s" % (filename, problem))
    for number, line in enumerate(lines, 1):
        field, _, value = line.partition(" ")
        words = value.split(" ")
        try:
            if field == "CMDLINE":
                command = value
            elif field == "MEM":
                measurements.append((_finite(words[0]), _finite(words[1])))
            elif field == "FUNC":
                calls.append((words[0], *(_finite(words[i]) for i in range(1, 5)), int(words[5]) if len(words) > 5 else 0))
            elif field and field != "CHLD":
                raise ValueError
        except (ValueError, IndexError):
            _fail("%s, line %d is no line of a recording: %s" % (filename, number, line))
    if not measurements:
        _fail("no measurement in %s" % filename)
    return Recording(filename, command, measurements, calls)


def _recordings():
    return sorted(name for name in posix.listdir(".") if name.startswith("mprofile_") and name.endswith(".dat"))


def _chosen(words):
    """The files that words name: by their number in the list, or as such."""
    known, files = _recordings(), []
    for word in words:
        try:
            files.append(known[int(word)])
        except ValueError:
            files.append(word)
        except IndexError:
            _fail("no recording has the number %s" % word)
    return files


# --- a picture in the terminal ---------------------------------------------------------------------------------------------------------------


def _columns(measurements, count):
    """For each of so many equal parts of the time the most that was in use."""
    length = measurements[-1][1] or 1.0
    columns = [None] * count
    before = measurements[0][0]
    place = 0
    for column in range(count):
        until = length * (column + 1) / count
        high = before
        while place < len(measurements) and (measurements[place][1] <= until or column == count - 1):
            size = measurements[place][0]
            high, before = max(high, size), size
            place += 1
        columns[column] = high
    return columns


def draw_text(recording, width=72, height=16, with_functions=True, title=None):
    """The lines of a chart: '*' where the memory was at its most in that moment, ':' below. It needs no colour."""
    top = recording.peak[0] or 1.0
    columns = _columns(recording.measurements, width)
    lines = [title or "%s: %s" % (recording.filename, recording.command), ""]
    levels = [-int(-high * height // top) for high in columns]  # the row that the most reaches, rounded up
    for row in range(height, 0, -1):
        label = "%9.3f MiB |" % (top * row / height) if row in (height, height // 2) else " " * 14 + "|"
        lines.append((label + "".join("*" if row == level else ":" if row < level else " " for level in levels)).rstrip())
    length = recording.measurements[-1][1]
    end = "%.2f s" % length
    lines.append(" " * 14 + "+" + "-" * width)
    lines.append(" " * 15 + "0 s" + end.rjust(width - 3))
    size, when = recording.peak
    lines += ["", "peak: %.3f MiB at %.2f s; at the end: %.3f MiB" % (size, when, recording.measurements[-1][0])]
    if with_functions and recording.calls:
        lines += ["", "calls:"]
        scale = width / length if length else 0
        for name, size, begin, size_after, end, depth in recording.calls:
            first = min(int(begin * scale), width - 1)
            stop = max(first + 1, min(round(end * scale), width))
            lines.append((" " * 14 + "[" + " " * first + "=" * (stop - first)).ljust(15 + width) + "]")
            lines.append(" " * 15 + "%s%s: %.2f s to %.2f s, %.3f to %.3f MiB (%+.3f)"
                         % ("  " * depth, name, begin, end, size, size_after, size_after - size))
    return lines


# --- a picture as SVG --------------------------------------------------------------------------------------------------------------------------

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")  # told apart by the colour blind as well


def _escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _tick_step(most):
    """A round number that divides the axis into four to ten parts."""
    step = 10.0 ** -6
    while True:
        for factor in (1, 2, 5):
            if most / (step * factor) <= 10:
                return step * factor
        step *= 10


def _ticks(most):
    step, tick, ticks = _tick_step(most), 0, []
    while tick * step <= most * 1.0001:
        ticks.append(tick * step)
        tick += 1
    return ticks


def draw_svg(recording, width=900, height=420, with_functions=True, title=None):
    """The picture as a text."""
    left, right, above = 80, 20, 50
    calls = recording.calls if with_functions else []
    below = 60 + 18 * len(calls)
    plot_width, plot_height = width - left - right, height - above - 60
    height = above + plot_height + below
    most, length = (recording.peak[0] or 1.0) * 1.05, recording.measurements[-1][1] or 1.0

    def x(when):
        return left + plot_width * when / length

    def y(size):
        return above + plot_height * (1 - size / most)

    heading = _escape(title or recording.command or recording.filename)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img">'
             % (width, height, width, height),
             "<title>%s</title>" % heading,
             "<desc>Memory over time: peak %.3f MiB at %.2f s, at the end %.3f MiB.</desc>" % (*recording.peak, recording.measurements[-1][0]),
             '<rect width="100%" height="100%" fill="white"/>',
             '<text x="%d" y="28" font-size="16">%s</text>' % (left, heading)]
    for size in _ticks(most):
        parts.append('<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ddd"/>' % (left, width - right, y(size), y(size)))
        parts.append('<text x="%d" y="%.1f" text-anchor="end">%g</text>' % (left - 8, y(size) + 4, size))
    for when in _ticks(length):
        parts.append('<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#888"/>' % (x(when), x(when), above + plot_height, above + plot_height + 5))
        parts.append('<text x="%.1f" y="%d" text-anchor="middle">%g</text>' % (x(when), above + plot_height + 20, when))
    parts.append('<text x="%d" y="%d" text-anchor="middle">time (in seconds)</text>' % (left + plot_width // 2, above + plot_height + 40))
    parts.append('<text x="20" y="%d" text-anchor="middle" transform="rotate(-90 20 %d)">memory used (in MiB)</text>'
                 % (above + plot_height // 2, above + plot_height // 2))
    size, when = recording.peak
    parts.append('<path d="M%d %.1fH%dM%.1f %dV%d" stroke="#d00" stroke-dasharray="4 3" fill="none"/>'
                 % (left, y(size), width - right, x(when), above, above + plot_height))
    parts.append('<polyline fill="none" stroke="black" stroke-width="1.5" points="%s"/>'
                 % " ".join("%.1f,%.1f" % (x(when), y(size)) for size, when in recording.measurements))
    for number, (name, size, begin, size_after, end, depth) in enumerate(calls):
        colour, row = _COLOURS[number % len(_COLOURS)], above + plot_height + 58 + 18 * number
        parts.append('<path d="M%.1f %dV%dM%.1f %dV%d" stroke="%s" stroke-dasharray="2 4"/>'
                     % (x(begin), above, row, x(end), above, row, colour))
        parts.append('<path d="M%.1f %dH%.1f" stroke="%s" stroke-width="6"/>' % (x(begin), row, max(x(end), x(begin) + 1), colour))
        parts.append('<text x="%d" y="%d" fill="%s">%s%s: %.2f s, %+.3f MiB</text>'
                     % (left, row + 14, colour, "\u2003" * depth, _escape(name), end - begin, size_after - size))
    return "\n".join(parts) + "\n</svg>\n"


# --- commands ----------------------------------------------------------------------------------------------------------------------------------


def _parse(arguments, valued=(), flags=()):
    """Options may stand before and behind the other words."""
    options, words, rest = {}, [], list(arguments)
    while rest:
        found, rest = parse_options(rest, valued, flags, _fail)
        options.update(found)
        if rest:
            words.append(rest.pop(0))
    return options, words


def _float(name, text):
    try:
        return float(text)
    except ValueError:
        _fail("argument %s: invalid number: %s" % (name, text))


def _size(options, name, usual, least):
    text = options.get(name)
    if text is None:
        return usual
    if not text.isdigit() or int(text) < least:
        _fail("argument %s: must be a number of at least %d: %s" % (name, least, text))
    return int(text)


def run(arguments):
    from time import strftime

    options, words = parse_options(arguments, ("-T", "--interval", "-o", "--output"), ("--python", "--include-children", "-C", "-M", "--multiprocess"), _fail)
    for name in ("--include-children", "-C", "-M", "--multiprocess"):
        if name in options:
            _fail("%s: Ouro measures its own process only" % name)
    if not words:
        _fail("A program to run must be provided. Use -h for help")
    interval = _float("--interval", options.get("-T", options.get("--interval", "0.1")))
    output = options.get("-o", options.get("--output", strftime("mprofile_%Y%m%d%H%M%S.dat")))
    try:
        open(words[0], "rb").close()
    except OSError as problem:
        _fail("can't open file '%s': %s" % (words[0], problem))
    print("mprof: Sampling memory every %ss" % interval)
    record(output, words[0], words[1:], interval)


def attach(arguments):
    _fail("attach: Ouro measures its own process only")


def list_recordings(arguments):
    for number, name in enumerate(_recordings()):
        stamp = name[len("mprofile_"):-len(".dat")]
        when = ""
        if len(stamp) == 14 and stamp.isdigit():
            when = " %s:%s:%s %s/%s/%s" % (stamp[8:10], stamp[10:12], stamp[12:], stamp[6:8], stamp[4:6], stamp[:4])
        print("%d %s%s" % (number, name, when))


def peak(arguments):
    files = _chosen(arguments) or _recordings()[-1:]
    if not files:
        _fail("there is no recording in this folder")
    for name in files:
        print("%s\t%.3f MiB" % (name, read_recording(name).peak[0]))


def plot(arguments):
    options, words = _parse(arguments, ("--svg", "-o", "--output", "-t", "--title", "-w", "--window", "--width", "--height"), ("-n", "--no-function-ts"))
    files = _chosen(words) or _recordings()[-1:]
    if not files:
        _fail("there is no recording in this folder")
    if len(files) > 1:
        _fail("plot draws one recording at a time")
    recording = read_recording(files[0])
    window = options.get("-w", options.get("--window"))
    if window is not None:
        first, comma, last = window.partition(",")
        if not comma:
            _fail("argument --window: two times, as in 0.5,2: %s" % window)
        recording = recording.between(_float("--window", first), _float("--window", last))
        if recording is None:
            _fail("no measurement in the window %s" % window)
    with_functions = "-n" not in options and "--no-function-ts" not in options
    title = options.get("-t", options.get("--title"))
    output = options.get("--svg", options.get("-o", options.get("--output")))
    if output is None:
        width, height = _size(options, "--width", 72, 20), _size(options, "--height", 16, 4)
        print("\n".join(draw_text(recording, width, height, with_functions, title)))
        return
    if "--svg" not in options and not output.endswith(".svg"):
        _fail("%s: only SVG pictures can be written" % output)
    width, height = _size(options, "--width", 900, 300), _size(options, "--height", 420, 200)
    with open(output, "w") as file:
        file.write(draw_svg(recording, width, height, with_functions, title))


def _remove(names, options):
    for name in names:
        if "--dry-run" in options:
            print("rm %s" % name)
            continue
        try:
            posix.unlink(name)
        except OSError as problem:
            _fail("cannot remove %s: %s" % (name, problem))


def rm(arguments):
    options, words = _parse(arguments, (), ("--dry-run",))
    if not words:
        _fail("A recording to remove must be provided (number or filename)")
    _remove(_chosen(words), options)


def clean(arguments):
    options, words = _parse(arguments, (), ("--dry-run",))
    if words:
        _fail("unrecognized arguments: %s" % " ".join(words))
    _remove(_recordings(), options)


def main(arguments):
    """The command line, without its first word."""
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(_HELP)
        return
    if arguments[0] == "--version":
        from memory_profiler import __version__

        print("mprof version %s" % __version__)
        return
    name, *rest = arguments
    if "-h" in rest[:1] or "--help" in rest[:1]:
        sys.stdout.write(_HELP)
        return
    commands = {"run": run, "attach": attach, "rm": rm, "clean": clean, "list": list_recordings, "plot": plot, "peak": peak}
    if name not in commands:
        _fail("%r is no command: choose from %s" % (name, ", ".join(_COMMANDS)))
    commands[name](rest)


if __name__ == "__main__":
    main(sys.argv[1:])
