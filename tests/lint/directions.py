"""Who may know whom: the table of the design, held in the includes and, by nm, at the link."""

from sources import INCLUDE, object_symbols

# For each room what it may include and call: rooms, or single headers. A room without a line of its own goes by the folder's.
# The lexer may use the arena, the measure of the stack and the form of errors of the runtime, never its objects; and the hooks, by which
# it asks for the codecs that Python knows.
ALLOWED = {
    "lexer": ["lexer/", "lexer.h", "runtime/memory/arena", "runtime/memory/hooks", "runtime/memory/stack", "runtime/errors/source_error.h"],
    "parser": ["parser/", "lexer/", "lexer.h", "grammar.h", "runtime/memory/arena", "runtime/memory/stack", "runtime/errors/source_error.h",
               "runtime/text/character_names"],
    "runtime/memory": ["runtime/memory/"],
    # Every type can raise, print and hash: the other rooms of the runtime know each other. They are for the reader.
    "runtime": ["runtime/"],
    "vm": ["vm/code", "vm/opcode", "vm/module", "runtime/"],
    "vm/compile": ["vm/compile/", "vm/code", "vm/opcode", "parser/", "runtime/"],
    "vm/run": ["vm/run/", "vm/code", "vm/opcode", "vm/module", "runtime/"],
    "vm/import": ["vm/import/", "vm/compile/", "vm/run/", "vm/code", "vm/module", "runtime/"],
    # A native module is a module object; sys, gc and tracemalloc look at frames.
    "stdlib/ast": ["stdlib/", "vm/", "parser/", "runtime/"],
    "stdlib": ["stdlib/", "vm/", "runtime/"],
    # It looks at everything that runs, and nothing knows of it but the shell.
    "heapview/tell": ["heapview/tell/", "stdlib/", "vm/", "runtime/"],
    "heapview/walk": ["heapview/walk/", "heapview/tell/", "stdlib/", "vm/", "runtime/"],
    "heapview/views": ["heapview/views/", "heapview/walk/", "heapview/tell/", "stdlib/", "vm/", "runtime/"],
    "heapview/ledger": ["heapview/ledger/", "heapview/walk/", "heapview/tell/", "stdlib/", "vm/", "runtime/"],
    "heapview/record": ["heapview/record/", "heapview/walk/", "heapview/tell/", "stdlib/", "vm/", "runtime/"],
    "heapview/play": ["heapview/play/", "heapview/record/", "heapview/tell/", "stdlib/", "vm/", "runtime/"],
    "heapview": ["heapview/", "stdlib/", "vm/", "runtime/"],
    "shell": ["shell/", "heapview/", "stdlib/", "vm/", "parser/", "lexer/", "runtime/"],
}


def allowed_of(room):
    while room not in ALLOWED:
        room = room.rpartition("/")[0]
    return ALLOWED[room]


def check_includes(source):
    for number, line in enumerate(source.text.splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        if not any(found[1].startswith(allowed) for allowed in allowed_of(source.room)):
            yield f"{source.name}:{number}: {source.room}/ may not include {found[1]}"
        elif found[1].endswith("_private.h") and found[1].rpartition("/")[0] != source.room:
            yield f"{source.name}:{number}: {found[1]} is private to its folder"


def check_links(build):
    """A symbol is needed where its definition may not be known, be it by an `extern` of one's own."""
    objects = object_symbols(build)
    if not objects:
        yield f"no objects in {build}/release: build first (make all)"
    home = {name: symbols.unit for symbols in objects for name in symbols.defined}
    for symbols in objects:
        room = symbols.unit.rpartition("/")[0]
        for name in sorted(symbols.needed & home.keys()):
            there = home[name]
            if not any(there.startswith(allowed.removesuffix(".h")) for allowed in allowed_of(room)):
                yield f"{symbols.unit}.c needs {name} of {there}.c: {room}/ may not know that"
