# With -X dev the names of codec and error handler are looked up even where there is nothing to convert.
def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


for name in ('utf8', 'ascii', 'cp1252', 'none such'):
    for handler in ('strict', 'ignore', 'namereplace', 'none such'):
        print(name, handler)
        attempt(''.encode, name, handler)
        attempt(b''.decode, name, handler)
        attempt(bytes, '', name, handler)
        attempt(bytearray, '', name, handler)
        attempt(str, b'', name, handler)
