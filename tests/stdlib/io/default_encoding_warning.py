# Whoever leaves the encoding open is told, with the option of that name.
import io
import os
import pathlib

name = os.__file__
with open(name):
    pass
with open(name, encoding="utf-8"), open(name, encoding="locale"), open(name, "rb"):
    pass
io.TextIOWrapper(io.BytesIO())
len(pathlib.Path(name).read_text())


def own_open(path, encoding=None):
    with open(path, encoding=io.text_encoding(encoding, 2)) as file:
        return file.encoding


print(own_open(name), own_open(name, "ascii"))
print(io.text_encoding("latin-1"), io.text_encoding(None, 1))
import warnings
warnings.simplefilter("error")
try:
    open(name)
except EncodingWarning as warning:
    print(warning)
