"""The fields of exceptions: members of their classes; numbers and flags refuse what is none, others become None when they are deleted."""
for kind, names in ((BaseException, 'args __traceback__ __context__ __cause__ __suppress_context__'), (OSError, 'errno strerror filename filename2 characters_written'),
                    (SyntaxError, 'msg filename lineno offset text end_lineno end_offset print_file_and_line'), (StopIteration, 'value'), (SystemExit, 'code'),
                    (ImportError, 'msg name path'), (NameError, 'name'), (AttributeError, 'name obj'), (UnicodeDecodeError, 'encoding object start end reason'),
                    (UnicodeEncodeError, 'encoding object start end reason'), (UnicodeTranslateError, 'object start end reason')):
    for name in names.split():
        found = vars(kind)[name]
        print(type(found).__name__, found.__qualname__, repr(found)[:9])


def change(error, name, *value):
    try:
        setattr(error, name, *value) if value else delattr(error, name)
        print(name, getattr(error, name))
    except Exception as problem:
        print(name, type(problem).__name__, problem)


errors = UnicodeDecodeError('ascii', b'\xff', 0, 1, 'why'), UnicodeEncodeError('ascii', '\xff', 0, 1, 'why'), UnicodeTranslateError('\xff', 0, 1, 'why')
for error in errors:
    for name in 'start', 'end':
        for value in 5, True, -1, 1 << 70, 'x', 1.5, None:
            change(error, name, value)
        change(error, name)
    print(str(error)[-20:])
    change(error, 'reason', 5)
    bare = type(error).__new__(type(error))
    print(bare.start, bare.end, str(bare) == '')
error = OSError(1, 'x', 'f')
for name in 'errno', 'strerror', 'filename':
    change(error, name, 'new')
    change(error, name)
for value in True, False, 1, None:
    change(error, '__suppress_context__', value)
change(error, '__suppress_context__')
try:
    OSError.errno.__get__(ValueError())
except TypeError as problem:
    print(problem)
