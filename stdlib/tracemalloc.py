"""Where memory was allocated: snapshots of all traced blocks, by line, by file or by traceback.

The native module _tracemalloc keeps the traces; this module looks at them. It has the interface and the texts of CPython's, but imports
nothing that takes time: a program that watches its memory should not watch the watcher.

A trace is a tuple (domain, size, frames, total number of frames), as _tracemalloc gives it. Its frames are tuples (file name, line),
the most recent call first; in a Traceback the most recent call is last.
"""
from _tracemalloc import *
from _tracemalloc import _get_object_traceback, _get_traces
import linecache
from posix import fspath


def _format_size(size, sign):
    """A number of bytes in a unit that leaves it two to five digits."""
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if abs(size) < 100 and unit != "B":
            return ("%+.1f %s" if sign else "%.1f %s") % (size, unit)
        if abs(size) < 10 * 1024 or unit == "TiB":
            return ("%+.0f %s" if sign else "%.0f %s") % (size, unit)
        size /= 1024


class Statistic:
    """How many blocks, and how many bytes, the traces with one traceback have."""

    __slots__ = ("traceback", "size", "count")

    def __init__(self, traceback, size, count):
        self.traceback = traceback
        self.size = size
        self.count = count

    def __hash__(self):
        return hash((self.traceback, self.size, self.count))

    def __eq__(self, other):
        if not isinstance(other, Statistic):
            return NotImplemented
        return self.traceback == other.traceback and self.size == other.size and self.count == other.count

    def __str__(self):
        text = "%s: size=%s, count=%i" % (self.traceback, _format_size(self.size, False), self.count)
        if self.count:
            text += ", average=%s" % _format_size(self.size / self.count, False)
        return text

    def __repr__(self):
        return "<Statistic traceback=%r size=%i count=%i>" % (self.traceback, self.size, self.count)

    def _sort_key(self):
        return (self.size, self.count, self.traceback)


class StatisticDiff:
    """A statistic, and how it differs from an older one."""

    __slots__ = ("traceback", "size", "size_diff", "count", "count_diff")

    def __init__(self, traceback, size, size_diff, count, count_diff):
        self.traceback = traceback
        self.size = size
        self.size_diff = size_diff
        self.count = count
        self.count_diff = count_diff

    def __hash__(self):
        return hash((self.traceback, self.size, self.size_diff, self.count, self.count_diff))

    def __eq__(self, other):
        if not isinstance(other, StatisticDiff):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __str__(self):
        text = "%s: size=%s (%s), count=%i (%+i)" % (
            self.traceback, _format_size(self.size, False), _format_size(self.size_diff, True), self.count, self.count_diff)
        if self.count:
            text += ", average=%s" % _format_size(self.size / self.count, False)
        return text

    def __repr__(self):
        return "<StatisticDiff traceback=%r size=%i (%+i) count=%i (%+i)>" % (
            self.traceback, self.size, self.size_diff, self.count, self.count_diff)

    def _sort_key(self):
        return (abs(self.size_diff), self.size, abs(self.count_diff), self.count, self.traceback)


class Frame:
    """One line of a traceback."""

    __slots__ = ("_frame",)

    def __init__(self, frame):
        self._frame = frame

    @property
    def filename(self):
        return self._frame[0]

    @property
    def lineno(self):
        return self._frame[1]

    def __hash__(self):
        return hash(self._frame)

    def __eq__(self, other):
        return self._frame == other._frame if isinstance(other, Frame) else NotImplemented

    def __lt__(self, other):
        return self._frame < other._frame if isinstance(other, Frame) else NotImplemented

    def __le__(self, other):
        return self._frame <= other._frame if isinstance(other, Frame) else NotImplemented

    def __gt__(self, other):
        return self._frame > other._frame if isinstance(other, Frame) else NotImplemented

    def __ge__(self, other):
        return self._frame >= other._frame if isinstance(other, Frame) else NotImplemented

    def __str__(self):
        return "%s:%s" % (self.filename, self.lineno)

    def __repr__(self):
        return "<Frame filename=%r lineno=%r>" % (self.filename, self.lineno)


class _Sequence:
    """What collections.abc.Sequence adds to __len__ and __getitem__."""

    __slots__ = ()

    def __iter__(self):
        for position in range(len(self)):
            yield self[position]

    def __reversed__(self):
        for position in reversed(range(len(self))):
            yield self[position]

    def index(self, value, start=0, stop=None):
        for position in range(*slice(start, stop).indices(len(self))):
            item = self[position]
            if item is value or item == value:
                return position
        raise ValueError

    def count(self, value):
        return sum(1 for item in self if item is value or item == value)


class Traceback(_Sequence):
    """The frames that led to an allocation, the most recent call last."""

    __slots__ = ("_frames", "_total_nframe")

    def __init__(self, frames, total_nframe=None):
        self._frames = tuple(reversed(frames))
        self._total_nframe = total_nframe

    @property
    def total_nframe(self):
        return self._total_nframe

    def __len__(self):
        return len(self._frames)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(Frame(frame) for frame in self._frames[index])
        return Frame(self._frames[index])

    def __contains__(self, frame):
        return frame._frame in self._frames

    def __hash__(self):
        return hash(self._frames)

    def __eq__(self, other):
        return self._frames == other._frames if isinstance(other, Traceback) else NotImplemented

    def __lt__(self, other):
        return self._frames < other._frames if isinstance(other, Traceback) else NotImplemented

    def __le__(self, other):
        return self._frames <= other._frames if isinstance(other, Traceback) else NotImplemented

    def __gt__(self, other):
        return self._frames > other._frames if isinstance(other, Traceback) else NotImplemented

    def __ge__(self, other):
        return self._frames >= other._frames if isinstance(other, Traceback) else NotImplemented

    def __str__(self):
        return str(self[0])

    def __repr__(self):
        text = "<Traceback %s" % (tuple(self),)
        return text + (">" if self._total_nframe is None else " total_nframe=%s>" % self.total_nframe)

    def format(self, limit=None, most_recent_first=False):
        """The lines of text, as a traceback has them; at most `limit` frames: the most recent ones, or the oldest if it is negative."""
        frames = self[:]
        if limit is not None:
            frames = frames[-limit:] if limit > 0 else frames[:limit]
        if most_recent_first:
            frames = reversed(frames)
        lines = []
        for frame in frames:
            lines.append('  File "%s", line %s' % (frame.filename, frame.lineno))
            source = linecache.getline(frame.filename, frame.lineno).strip()
            if source:
                lines.append("    %s" % source)
        return lines


def get_object_traceback(obj):
    """The traceback of where the object was allocated, or None."""
    frames = _get_object_traceback(obj)
    return None if frames is None else Traceback(frames)


class Trace:
    """One traced block."""

    __slots__ = ("_trace",)

    def __init__(self, trace):
        self._trace = trace

    @property
    def domain(self):
        return self._trace[0]

    @property
    def size(self):
        return self._trace[1]

    @property
    def traceback(self):
        return Traceback(*self._trace[2:])

    def __hash__(self):
        return hash(self._trace)

    def __eq__(self, other):
        return self._trace == other._trace if isinstance(other, Trace) else NotImplemented

    def __str__(self):
        return "%s: %s" % (self.traceback, _format_size(self.size, False))

    def __repr__(self):
        return "<Trace domain=%s size=%s, traceback=%r>" % (self.domain, _format_size(self.size, False), self.traceback)


class _Traces(_Sequence):
    """The traces of a snapshot, made into Trace objects when asked for."""

    def __init__(self, traces):
        self._traces = traces

    def __len__(self):
        return len(self._traces)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(Trace(trace) for trace in self._traces[index])
        return Trace(self._traces[index])

    def __contains__(self, trace):
        return trace._trace in self._traces

    def __eq__(self, other):
        return self._traces == other._traces if isinstance(other, _Traces) else NotImplemented

    def __repr__(self):
        return "<Traces len=%s>" % len(self)


def _plain(filename):
    return filename[:-1] if filename.endswith(".pyc") else filename


def _class_end(pattern, start):
    """Where the [set] that opens at start closes, or -1."""
    first = start + 1
    if pattern[first:first + 1] == "!":
        first += 1
    return pattern.find("]", first + 1)


def _in_class(character, members):
    """Is the character in the set that stands between the brackets?"""
    negated = members[0] == "!"
    if negated:
        members = members[1:]
    found, i = False, 0
    while i < len(members):
        if i + 2 < len(members) and members[i + 1] == "-":
            found = found or members[i] <= character <= members[i + 2]
            i += 3
        else:
            found = found or members[i] == character
            i += 1
    return found != negated


def _matches(name, pattern):
    """Does the name match a shell pattern? A * that was passed is where to go on when the rest does not fit."""
    n = p = 0
    star = mark = -1
    while n < len(name):
        special = pattern[p] if p < len(pattern) else ""
        end = _class_end(pattern, p) if special == "[" else -1
        if special == "*":
            star, mark = p, n
            p += 1
        elif end > 0 and _in_class(name[n], pattern[p + 1:end]):
            n, p = n + 1, end + 1
        elif end < 0 and special and (special == "?" or special == name[n]):
            n, p = n + 1, p + 1
        elif star >= 0:
            mark += 1
            n, p = mark, star + 1
        else:
            return False
    return not pattern[p:].strip("*")


class BaseFilter:
    def __init__(self, inclusive):
        self.inclusive = inclusive

    def _match(self, trace):
        raise NotImplementedError


class Filter(BaseFilter):
    """Traces of a file, or of a line of it: only these (inclusive), or all but these."""

    def __init__(self, inclusive, filename_pattern, lineno=None, all_frames=False, domain=None):
        super().__init__(inclusive)
        self.inclusive = inclusive
        self._filename_pattern = _plain(fspath(filename_pattern))
        self.lineno = lineno
        self.all_frames = all_frames
        self.domain = domain

    @property
    def filename_pattern(self):
        return self._filename_pattern

    def _is_named(self, frame):
        return _matches(_plain(frame[0]), self._filename_pattern) and (self.lineno is None or frame[1] == self.lineno)

    def _are_named(self, frames):
        return any(self._is_named(frame) for frame in frames) if self.all_frames else self._is_named(frames[0])

    def _match_frame(self, filename, lineno):
        return self._is_named((filename, lineno)) == bool(self.inclusive)

    def _match_traceback(self, frames):
        return self._are_named(frames) == bool(self.inclusive)

    def _match(self, trace):
        domain, size, frames, total = trace
        named = self._are_named(frames) and (self.domain is None or domain == self.domain)
        return named == bool(self.inclusive)


class DomainFilter(BaseFilter):
    """Traces of an address space."""

    def __init__(self, inclusive, domain):
        super().__init__(inclusive)
        self._domain = domain

    @property
    def domain(self):
        return self._domain

    def _match(self, trace):
        return (trace[0] == self.domain) == bool(self.inclusive)


class Snapshot:
    """All traces of one moment."""

    def __init__(self, traces, traceback_limit):
        self.traces = _Traces(traces)
        self.traceback_limit = traceback_limit

    def dump(self, filename):
        """Write the snapshot to a file, which CPython can load as well."""
        from _tracemalloc_file import write

        write(self, filename)

    @staticmethod
    def load(filename):
        """The snapshot that was written to a file, here or by CPython. ValueError if it holds anything else: nothing that a file names is ever called."""
        from _tracemalloc_file import read

        snapshot = Snapshot.__new__(Snapshot)
        snapshot.__dict__.update(read(filename, _Traces))
        return snapshot

    def filter_traces(self, filters):
        """A snapshot of the traces that match any of the inclusive filters (or there is none) and all of the exclusive ones."""
        try:
            filters = tuple(filters)
        except TypeError:
            raise TypeError("filters must be a list of filters, not %s" % type(filters).__name__) from None
        including = [one for one in filters if one.inclusive]
        excluding = [one for one in filters if not one.inclusive]
        known = {}  # the answer depends on domain and frames alone
        kept = []
        for trace in self.traces._traces:
            key = (trace[0], trace[2])
            answer = known.get(key)
            if answer is None:
                answer = (not including or any(one._match(trace) for one in including)) and all(one._match(trace) for one in excluding)
                known[key] = answer
            if answer:
                kept.append(trace)
        return Snapshot(kept, self.traceback_limit)

    def _sums(self, key_type, cumulative):
        """A dict from Traceback to Statistic."""
        if key_type not in ("traceback", "filename", "lineno"):
            raise ValueError("unknown key_type: %r" % (key_type,))
        if cumulative and key_type not in ("lineno", "filename"):
            raise ValueError("cumulative mode cannot by used with key type %r" % key_type)
        by_frames = {}
        for domain, size, frames, total in self.traces._traces:
            sums = by_frames.get(frames)
            if sums is None:
                by_frames[frames] = [size, 1]
            else:
                sums[0] += size
                sums[1] += 1
        statistics = {}
        for frames, (size, count) in by_frames.items():
            if key_type == "traceback":
                keys = (frames,)
            else:
                keys = tuple((frame,) if key_type == "lineno" else ((frame[0], 0),) for frame in (frames if cumulative else frames[:1]))
            for key in keys:
                traceback = Traceback(key)
                statistic = statistics.get(traceback)
                if statistic is None:
                    statistics[traceback] = Statistic(traceback, size, count)
                else:
                    statistic.size += size
                    statistic.count += count
        return statistics

    def statistics(self, key_type, cumulative=False):
        """Sums by 'lineno', 'filename' or 'traceback', the largest first."""
        return sorted(self._sums(key_type, cumulative).values(), key=Statistic._sort_key, reverse=True)

    def compare_to(self, old_snapshot, key_type, cumulative=False):
        """What changed since an older snapshot, the greatest change first."""
        new, old = self._sums(key_type, cumulative), old_snapshot._sums(key_type, cumulative)
        differences = []
        for traceback, now in new.items():
            before = old.pop(traceback, None)
            size, count = (before.size, before.count) if before is not None else (0, 0)
            differences.append(StatisticDiff(traceback, now.size, now.size - size, now.count, now.count - count))
        for traceback, before in old.items():
            differences.append(StatisticDiff(traceback, 0, -before.size, 0, -before.count))
        return sorted(differences, key=StatisticDiff._sort_key, reverse=True)


def take_snapshot():
    """A snapshot of what was allocated since tracing began and is still there."""
    if not is_tracing():
        raise RuntimeError("the tracemalloc module must be tracing memory allocations to take a snapshot")
    return Snapshot(_get_traces(), get_traceback_limit())
