"""The built-in names that CPython's site module adds. builtins asks for one when somebody first does."""

CREDITS = """\
    Ouro is written by the Ouro authors. Its language, and the part of its library that is written in
    Python, are CPython's: thanks to CWI, CNRI, BeOpen.com, Zope Corporation, the Python Software
    Foundation and all contributors. See www.python.org for more information."""

LICENSE = """\
MIT License

Copyright (c) 2026 The Ouro authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.

The modules of the library that are written in Python are CPython's:
Copyright (c) 2001-2023 Python Software Foundation; All Rights Reserved.
Their licence is at https://www.python.org/psf/license/"""


def make(name):
    import _sitebuiltins
    if name in ('exit', 'quit'):
        return _sitebuiltins.Quitter(name, 'Ctrl-D (i.e. EOF)')
    if name == 'help':
        return _sitebuiltins._Helper()
    import sys
    return _sitebuiltins._Printer(name, {'copyright': sys.copyright, 'credits': CREDITS, 'license': LICENSE}[name])
