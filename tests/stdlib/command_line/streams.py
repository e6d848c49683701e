"""The streams' encodings and errors, and the locale C."""
from _child import show

STREAMS = "import sys, os; print([(s.encoding, s.errors) for s in (sys.stdin, sys.stdout, sys.stderr)], sys.flags.utf8_mode, os.environ.get('LC_CTYPE'))"
for setting in ("latin-1", "latin-1:replace", ":replace", "utf8:ignore", "ascii:backslashreplace", "cp437", ":", "utf-8:"):
    show("-c", STREAMS, PYTHONIOENCODING=setting)
show("-c", "print('é日\\udcff')", PYTHONIOENCODING="latin-1:xmlcharrefreplace")
show("-i", "-q", given="'\\xe9\\u65e5'\n", PYTHONIOENCODING="ascii")
for locale in ("C", "POSIX", "C.UTF-8", None):
    show("-c", STREAMS, LC_ALL=locale)
show("-c", STREAMS, LC_ALL=None, LC_CTYPE="C")
show("-c", STREAMS, LC_ALL=None, PYTHONCOERCECLOCALE="0")
show("-c", STREAMS, LC_ALL=None, PYTHONCOERCECLOCALE="warn")
show("-c", STREAMS, LC_ALL=None, PYTHONUTF8="0")
show("-c", STREAMS, PYTHONUTF8="1")
show("-X", "utf8", "-c", STREAMS, PYTHONUTF8="0")
show("-c", "# coding: latin-1\nprint(ascii('é'))")
