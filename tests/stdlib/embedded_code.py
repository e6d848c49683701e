"""Code that was compiled before the program began is what compiling its source gives: instructions, constants, places."""

import copy, enum, functools, json, json.decoder, re, re._parser, types
import argparse, sys, textwrap

import collections


def codes_in(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes_in(constant)


def functions_of(module):
    for owner in [module, *(value for value in vars(module).values() if isinstance(value, type))]:
        for value in vars(owner).values():
            if isinstance(value, types.FunctionType) and value.__code__.co_filename == module.__file__:
                yield value


def same(a, b):
    return (a == b and list(a.co_positions()) == list(b.co_positions()) and a.co_filename == b.co_filename
            and a.co_exceptiontable == b.co_exceptiontable if hasattr(a, "co_exceptiontable") else a == b)


for module in (copy, enum, functools, json, json.decoder, re, re._parser, types, argparse, textwrap, collections):
    with open(module.__file__) as file:
        known = {(code.co_qualname, code.co_firstlineno): code for code in codes_in(compile(file.read(), module.__file__, "exec"))}
    functions = list(functions_of(module))
    different = [f.__qualname__ for f in functions if not same(f.__code__, known[f.__code__.co_qualname, f.__code__.co_firstlineno])]
    print(module.__name__, len(functions) > 3, different)

# Equal constants of one source are one object; names are interned.
first, second = json.decoder.JSONDecodeError.__init__.__code__, json.decoder.JSONDecodeError.__reduce__.__code__
print(first.co_filename is second.co_filename, all(name is sys.intern(name) for name in first.co_names + first.co_varnames))
print(sys.getrefcount(json.decoder.WHITESPACE_STR), json.decoder.JSONDecoder.decode.__doc__.split("\n")[0])

# Each import has code of its own.
del sys.modules["textwrap"]
import textwrap as again

print(again is not textwrap, again.wrap is not textwrap.wrap, again.wrap.__code__ == textwrap.wrap.__code__)
print(again.fill("the code of the second import runs as that of the first", 20).split("\n"))

try:
    json.loads("[1, 2")
except ValueError as problem:
    trace = problem.__traceback__
    while trace.tb_frame.f_code.co_name != "raw_decode":
        print(trace.tb_frame.f_code.co_qualname, trace.tb_lineno)
        trace = trace.tb_next
try:
    re.compile("(")
except re.error:
    import traceback

    print(traceback.format_exc().count("^"), "carets")
