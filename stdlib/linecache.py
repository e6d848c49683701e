"""Lines of source files, kept in memory for tracebacks and warnings.

It has the interface of CPython's module, and its cache has the same form; but it imports next to nothing, as it is needed when
something is printed, not for its own sake. A cached file is a tuple (size, modification time, lines, full name); one with a single
item, a function, is still to be asked for its source (lazycache).
"""

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

cache = {}


def clearcache():
    """Forget all files."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """The line with its end, or '' if there is none; never an error."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines of a file; [] if it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forget files (or one) that changed since they were read."""
    if filename is None:
        names = list(cache)
    elif filename in cache:
        names = [filename]
    else:
        return
    for name in names:
        entry = cache[name]
        if len(entry) == 1 or entry[1] is None:
            continue  # not read from a file
        status = _status(entry[3])
        if status is None or entry[:2] != (status.st_size, status.st_mtime):
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read a file anew; its lines, [] if that fails."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        del cache[filename]
    if filename and filename.startswith("<python-input-"):
        return _ask_interpreter(filename)
    if not filename or (filename.startswith("<") and filename.endswith(">")):
        return []
    found, status = filename, _status(filename)
    if status is None:
        if lazycache(filename, module_globals):
            return _ask_loader(filename)
        found, status = _search(filename)
        if status is None:
            return []
    try:
        with open(found, "rb") as file:
            lines = _decode(file.read()).splitlines(keepends=True)
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    cache[filename] = status.st_size, status.st_mtime, lines, found
    return lines


def lazycache(filename, module_globals):
    """Note how to get the source of a module that is in no file. True if that is possible."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not filename or (filename.startswith("<") and filename.endswith(">")):
        return False
    if module_globals and "__name__" in module_globals:
        spec = module_globals.get("__spec__")
        name = getattr(spec, "name", None) or module_globals["__name__"]
        loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
        source = getattr(loader, "get_source", None)
        if name and source:
            cache[filename] = (lambda: source(name),)
            return True
    return False


def _ask_loader(filename):
    try:
        text = cache[filename][0]()
    except (ImportError, OSError):
        return []
    if text is None:
        return []
    cache[filename] = len(text), None, [line + "\n" for line in text.splitlines()], filename
    return cache[filename][2]


def _ask_interpreter(filename):
    """What was typed at the prompt."""
    from _imp import _typed_source

    text = _typed_source(filename)
    if text is None:
        return []
    cache[filename] = len(text), None, text.splitlines(keepends=True), filename
    return cache[filename][2]


def _status(filename):
    from posix import stat

    try:
        return stat(filename)
    except (OSError, ValueError):
        return None


def _search(filename):
    """A relative name is looked for along sys.path."""
    import sys

    if not filename.startswith("/"):
        for place in sys.path:
            if isinstance(place, str):
                full = place + "/" + filename if place and not place.endswith("/") else place + filename
                status = _status(full)
                if status is not None:
                    return full, status
    return filename, None


def _decode(data):
    """Source bytes to text: UTF-8, unless a comment in the first two lines names another encoding."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    encoding = "utf-8"
    for line in data.split(b"\n", 2)[:2]:
        comment = line.partition(b"#")[2]
        if line.lstrip(b" \t\f").startswith(b"#") and b"coding" in comment:
            name = comment.partition(b"coding")[2]
            if name[:1] in (b":", b"="):
                encoding = name[1:].split()[0].split(b"-*-")[0].decode("ascii", "replace") if name[1:].split() else encoding
            break
        if line.strip():
            break
    return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
