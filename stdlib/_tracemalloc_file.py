"""Snapshots of tracemalloc in files, in the form that CPython writes: a pickle.

There is no pickle here, and none is needed: a snapshot consists of ints, strings, tuples and two objects of known classes; what a user adds to it as attributes
may be these, True, False or None. So this module writes the
few instructions of protocol 5 that describe it, which CPython's tracemalloc can load, and reads what CPython writes. A file that says anything else is refused: unlike
unpickling, loading never imports or calls what a file names.
"""

_STOP, _MARK, _NONE = b".", b"(", b"N"
_TRUE, _FALSE = b"\x88", b"\x89"
_INT1, _INT2, _INT4, _LONG1 = b"K", b"M", b"J", b"\x8a"
_TEXT1, _TEXT4, _TEXT8 = b"\x8c", b"X", b"\x8d"
_TUPLE0, _TUPLE1, _TUPLE2, _TUPLE3, _TUPLE = b")", b"\x85", b"\x86", b"\x87", b"t"
_LIST, _APPEND, _APPENDS = b"]", b"a", b"e"
_DICT, _SETITEM, _SETITEMS = b"}", b"s", b"u"
_PROTOCOL, _FRAME, _GLOBAL, _NEWOBJ, _BUILD = b"\x80", b"\x95", b"\x93", b"\x81", b"b"
_MEMOIZE, _GET1, _GET4 = b"\x94", b"h", b"j"

_AT_ONCE = 1000  # items of a list that are appended by one instruction


# --- writing -----------------------------------------------------------------------------------------------------------------------------


class _Writer:
    def __init__(self):
        self.parts = [_PROTOCOL, b"\x05"]
        self.known = {}  # tuple of frames or string -> its place among what is remembered

    def put(self, value):
        if type(value) is int:
            self.put_int(value)
        elif type(value) is str:
            self.put_shared(value, self.put_text)
        elif type(value) is tuple:
            self.put_tuple(value)
        elif value is None:
            self.parts.append(_NONE)
        elif value is True or value is False:
            self.parts.append(_TRUE if value else _FALSE)
        else:
            raise TypeError("a snapshot file has no place for %r" % (value,))

    def put_int(self, value):
        if 0 <= value < 1 << 8:
            self.parts += _INT1, value.to_bytes(1, "little")
        elif 0 <= value < 1 << 16:
            self.parts += _INT2, value.to_bytes(2, "little")
        elif -1 << 31 <= value < 1 << 31:
            self.parts += _INT4, value.to_bytes(4, "little", signed=True)
        else:
            size = value.bit_length() // 8 + 1
            self.parts += _LONG1, size.to_bytes(1, "little"), value.to_bytes(size, "little", signed=True)

    def put_text(self, text):
        data = text.encode("utf-8", "surrogatepass")
        self.parts += _TEXT4, len(data).to_bytes(4, "little"), data

    def put_tuple(self, items):
        if not items:
            self.parts.append(_TUPLE0)
            return
        self.parts.append(_MARK)
        for item in items:
            self.put(item)
        self.parts.append(_TUPLE)

    def put_shared(self, value, put):
        """Many traces have the same frames: the second time say where they were."""
        place = self.known.get(value)
        if place is not None:
            self.parts += _GET4, place.to_bytes(4, "little")
            return
        put(value)
        self.known[value] = len(self.known)
        self.parts.append(_MEMOIZE)

    def put_object(self, name):
        self.put("tracemalloc")
        self.put(name)
        self.parts += _GLOBAL, _TUPLE0, _NEWOBJ

    def put_trace(self, trace):
        domain, size, frames, *total = trace
        self.parts.append(_MARK)
        self.put(domain)
        self.put(size)
        if type(frames) is tuple:
            self.put_shared(frames, self.put_tuple)
        else:
            self.put(frames)
        for number in total:
            self.put(number)
        self.parts.append(_TUPLE)


def write(snapshot, filename):
    """Write a snapshot to a file."""
    writer = _Writer()
    writer.put_object("Snapshot")
    writer.parts += _DICT, _MARK
    writer.put("traces")
    writer.put_object("_Traces")
    writer.parts.append(_DICT)
    writer.put("_traces")
    writer.parts.append(_LIST)
    traces = snapshot.traces._traces
    for start in range(0, len(traces), _AT_ONCE):
        writer.parts.append(_MARK)
        for trace in traces[start:start + _AT_ONCE]:
            writer.put_trace(trace)
        writer.parts.append(_APPENDS)
    writer.parts += _SETITEM, _BUILD
    for name, value in snapshot.__dict__.items():
        if name != "traces":
            writer.put(name)
            writer.put(value)
    writer.parts += _SETITEMS, _BUILD, _STOP
    with open(filename, "wb") as file:
        file.write(b"".join(writer.parts))


# --- reading -----------------------------------------------------------------------------------------------------------------------------


class _Class:
    """Stands for one of the two classes that a file may name."""

    def __init__(self, name):
        self.name = name


class _Object:
    """Stands for an instance of it."""

    def __init__(self, name):
        self.name = name
        self.state = {}


class _Bad(Exception):
    """Why a file is no snapshot."""


class _Reader:
    """Follows the instructions of a file, with a stack of values, the places of marks on it, and what is remembered."""

    def __init__(self, data):
        self.data, self.place = data, 0
        self.stack, self.marks, self.known = [], [], []

    def take(self, size):
        taken = self.data[self.place:self.place + size]
        if len(taken) < size:
            raise _Bad("it ends too early")
        self.place += size
        return taken

    def number(self, size, signed=False):
        return int.from_bytes(self.take(size), "little", signed=signed)

    def pop(self, kind=object):
        if not self.stack or (self.marks and len(self.stack) == self.marks[-1]):
            raise _Bad("a value is missing")
        value = self.stack.pop()
        if not isinstance(value, kind):
            raise _Bad("unexpected %s" % type(value).__name__)
        return value

    def pop_marked(self):
        if not self.marks:
            raise _Bad("a mark is missing")
        mark = self.marks.pop()
        items = self.stack[mark:]
        del self.stack[mark:]
        return items

    def top(self, kind):
        value = self.pop(kind)
        self.stack.append(value)
        return value

    def pop_tuple(self, size):
        items = [self.pop() for _ in range(size)]
        return tuple(reversed(items))

    def remembered(self, place):
        if place >= len(self.known):
            raise _Bad("nothing is remembered as %d" % place)
        return self.known[place]

    def set_items(self, items):
        target = self.top(dict)
        for i in range(0, len(items) - 1, 2):
            if not isinstance(items[i], str):
                raise _Bad("unexpected %s" % type(items[i]).__name__)
            target[items[i]] = items[i + 1]

    def global_(self):
        name, module = self.pop(str), self.pop(str)
        if module != "tracemalloc" or name not in ("Snapshot", "_Traces"):
            raise _Bad("it names %s.%s" % (module, name))
        return _Class(name)

    def new_object(self):
        self.pop(tuple)
        return _Object(self.pop(_Class).name)

    def step(self, code):
        """One instruction; those that leave a value return it."""
        if code == _MARK:
            self.marks.append(len(self.stack))
        elif code == _APPEND:
            item = self.pop()
            self.top(list).append(item)
        elif code == _APPENDS:
            items = self.pop_marked()
            self.top(list).extend(items)
        elif code == _SETITEM:
            items = self.pop_tuple(2)
            self.set_items(items)
        elif code == _SETITEMS:
            self.set_items(self.pop_marked())
        elif code == _BUILD:
            state = self.pop(dict)
            self.top(_Object).state.update(state)
        elif code == _MEMOIZE:
            self.known.append(self.top(object))
        elif code == _PROTOCOL:
            self.take(1)
        elif code == _FRAME:
            self.take(8)
        else:
            self.stack.append(self.value(code))

    def value(self, code):
        if code == _INT1:
            return self.number(1)
        if code == _INT2:
            return self.number(2)
        if code == _INT4:
            return self.number(4, signed=True)
        if code == _LONG1:
            return self.number(self.number(1), signed=True)
        if code == _GET1:
            return self.remembered(self.number(1))
        if code == _GET4:
            return self.remembered(self.number(4))
        if code in (_TEXT1, _TEXT4, _TEXT8):
            return self.take(self.number({_TEXT1: 1, _TEXT4: 4, _TEXT8: 8}[code])).decode("utf-8", "surrogatepass")
        if code in (_TUPLE0, _TUPLE1, _TUPLE2, _TUPLE3):
            return self.pop_tuple((_TUPLE0, _TUPLE1, _TUPLE2, _TUPLE3).index(code))
        if code == _TUPLE:
            return tuple(self.pop_marked())
        if code == _LIST:
            return []
        if code == _DICT:
            return {}
        if code == _NONE:
            return None
        if code in (_TRUE, _FALSE):
            return code == _TRUE
        if code == _GLOBAL:
            return self.global_()
        if code == _NEWOBJ:
            return self.new_object()
        raise _Bad("unknown instruction %r at %d" % (code, self.place - 1))

    def run(self):
        if self.data[:1] != _PROTOCOL:
            raise _Bad("it does not begin as one")
        while True:
            code = self.take(1)
            if code == _STOP:
                return self.pop(_Object)
            self.step(code)


def _is_trace(trace):
    return (type(trace) is tuple and len(trace) in (3, 4) and type(trace[0]) is int and type(trace[1]) is int and type(trace[2]) is tuple
            and len(trace[2]) > 0 and (len(trace) == 3 or type(trace[3]) is int)
            and all(type(frame) is tuple and len(frame) == 2 and type(frame[0]) is str and type(frame[1]) is int for frame in trace[2]))


def _is_plain(value):
    """Is it, or a tuple of, what a snapshot may hold? (A file may say the same tuple many times.)"""
    todo, seen = [value], set()
    while todo:
        value = todo.pop()
        if type(value) is tuple:
            if id(value) not in seen:
                seen.add(id(value))
                todo.extend(value)
        elif value is not None and type(value) not in (bool, int, str):
            return False
    return True


def _contents(snapshot, traces_type):
    """The attributes of the snapshot that was read."""
    state = snapshot.state
    traces = state.get("traces")
    if snapshot.name != "Snapshot" or not isinstance(traces, _Object) or traces.name != "_Traces" or type(state.get("traceback_limit")) is not int:
        raise _Bad("it holds something else")
    items = traces.state.get("_traces")
    if not isinstance(items, (list, tuple)):
        raise _Bad("it has no traces")
    for item in items:
        if not _is_trace(item):
            raise _Bad("one of its traces is none")
    if not all(_is_plain(value) for name, value in state.items() if name != "traces"):
        raise _Bad("it holds something else")
    return {**state, "traces": traces_type(items)}


def read(filename, traces_type):
    """The attributes of the snapshot in a file, its traces as that type. ValueError if it is no snapshot."""
    with open(filename, "rb") as file:
        data = file.read()
    try:
        return _contents(_Reader(data).run(), traces_type)
    except (_Bad, UnicodeDecodeError) as problem:
        raise ValueError("%r is no snapshot of tracemalloc: %s" % (filename, problem)) from None
