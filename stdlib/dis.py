"""What the compiler made of Python code, to be read by people.

Ouro's instructions are its own: a machine with registers, where CPython's has a stack. So this module has those functions of CPython's dis that
write a text, and their text is another one; what describes CPython's instructions one by one (Bytecode, get_instructions, opname …) is not there,
and says so.
"""

import _dis
import sys
import types

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "show_code", "COMPILER_FLAG_NAMES", "pretty_flags"]

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED",
    2: "NEWLOCALS",
    4: "VARARGS",
    8: "VARKEYWORDS",
    16: "NESTED",
    32: "GENERATOR",
    64: "NOFREE",
    128: "COROUTINE",
    256: "ITERABLE_COROUTINE",
    512: "ASYNC_GENERATOR",
}

_NOTE = "Ouro's code, not CPython's:"
_HOLDERS_OF_CODE = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)
_OF_CPYTHON = {
    "Bytecode", "Instruction", "get_instructions", "findlabels", "stack_effect", "cmp_op", "opname", "opmap", "hasarg",
    "hasconst", "hasfree", "hasname", "hasjrel", "hasjabs", "haslocal", "hascompare", "hasnargs", "hasexc", "HAVE_ARGUMENT", "EXTENDED_ARG",
}


def __getattr__(name):
    if name == "Positions":  # what inspect makes of co_positions()
        from collections import namedtuple

        fields = ["lineno", "end_lineno", "col_offset", "end_col_offset"]
        globals()[name] = namedtuple(name, fields, defaults=[None] * 4, module=__name__)
        return globals()[name]
    if name in _OF_CPYTHON:
        raise NotImplementedError("dis.%s describes CPython's instructions: Ouro has others, shown by dis.dis()" % name)
    raise AttributeError("module 'dis' has no attribute %r" % name)


def findlinestarts(code):
    """Where in the code lines begin: pairs of an offset and a line."""
    last = None
    for start, _, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def _code_of(x):
    """The code object that x is or has; x itself if it has none."""
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        code = getattr(x, name, None)
        if code is not None:
            return code
    return x


def _compiled(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        return compile(source, name, "exec")


def _write(code, file, depth, as_run):
    listing = _dis.listing(code, depth, as_run)
    print(_NOTE, file=file)
    print(listing, end="", file=file)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    """Write the instructions of a function, method, class, module, generator, coroutine, code object or source text.

    A class or a module is all functions in it. Without an argument it is the code where the last exception arose. Code within code is written
    as well, `depth` levels deep. adaptive: in the quick forms that the instructions have taken while they ran.
    """
    if show_caches:
        raise NotImplementedError("dis: show_caches: Ouro's caches are no instructions")
    if x is None:
        distb(file=file, adaptive=adaptive)
        return
    x = _code_of(x)
    if isinstance(x, types.CodeType):
        _write(x, file, depth, adaptive)
    elif hasattr(x, "__dict__"):
        for name, value in sorted(x.__dict__.items()):
            if isinstance(value, _HOLDERS_OF_CODE):
                print("Disassembly of %s:" % name, file=file)
                try:
                    dis(value, file=file, depth=depth, adaptive=adaptive)
                except TypeError as error:
                    print("Sorry:", error, file=file)
                print(file=file)
    elif isinstance(x, str):
        _write(_compiled(x, "<dis>"), file, depth, adaptive)
    elif isinstance(x, (bytes, bytearray)):
        raise NotImplementedError("dis: %s of CPython's instructions: Ouro has others" % type(x).__name__)
    else:
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False):
    """Write the instructions of one code object, without the code in it."""
    if lasti != -1:
        raise NotImplementedError("dis: lasti: an index into CPython's instructions: Ouro has others")
    if show_caches:
        raise NotImplementedError("dis: show_caches: Ouro's caches are no instructions")
    _write(co, file, 0, adaptive)


disco = disassemble


def distb(tb=None, *, file=None, show_caches=False, adaptive=False):
    """Write the instructions of the code where an exception arose: the last one, or that of the traceback."""
    if tb is None:
        try:
            tb = sys.last_traceback
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, file=file, show_caches=show_caches, adaptive=adaptive)


def pretty_flags(flags):
    """The names of the bits of co_flags."""
    names = []
    for i in range(32):
        bit = 1 << i
        if flags & bit:
            names.append(COMPILER_FLAG_NAMES.get(bit, hex(bit)))
            flags ^= bit
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ", ".join(names)


def code_info(x):
    """What is known of the code of x besides its instructions, as text."""
    code = _code_of(x)
    if isinstance(code, str):
        code = _compiled(code, "<disassembly>")
    if not isinstance(code, types.CodeType):
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)
    return _NOTE + "\n" + _dis.head(code).rstrip("\n")


def show_code(co, *, file=None):
    """Write code_info(co)."""
    print(code_info(co), file=file)
