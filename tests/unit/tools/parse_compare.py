"""Compare Ouro's front end with CPython's. Run by python3.11; needs the parse_dump tool.

    parse_compare.py trees PARSE_DUMP FILE...    the trees must be equal, locations included
    parse_compare.py scopes PARSE_DUMP FILE...   the scopes must have the same symbols
    parse_compare.py errors PARSE_DUMP FILE      the errors of the snippets in FILE must be equal: message, lines, columns
    parse_compare.py record FILE                 print CPython's errors of the snippets, one a line
"""
import ast
import subprocess
import symtable
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
NO_PLACE = (ast.Module, ast.comprehension, ast.arguments, ast.withitem, ast.match_case)


def text_of(value):
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else "\\{%x}" % ord(c) for c in value) + '"'


def constant(node, lines):
    value = node.value
    if value is None or isinstance(value, bool):
        return str(value)
    if value is ...:
        return "Ellipsis"
    if isinstance(value, (str, bytes)):
        return ("s" if isinstance(value, str) else "b") + text_of(value)
    return lines[node.lineno - 1][node.col_offset:node.end_col_offset].decode()


def dump(field, node, depth, lines, out):
    pad = " " * depth
    if node is None:
        if field == "-":
            out.append(pad + "- None")
        return
    name = type(node).__name__
    place = "" if isinstance(node, NO_PLACE) else f" {node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"
    out.append(f"{pad}{field} {name}{place}")
    pad += " "
    if isinstance(node, ast.Constant):
        out.append(f"{pad}value = {constant(node, lines)}")
        if node.kind:
            out.append(f"{pad}kind = {node.kind}")
        return
    for key, value in ast.iter_fields(node):
        if key in ("type_ignores", "type_comment"):
            continue
        if name == "MatchSingleton":
            out.append(f"{pad}{key} = {value}")
        elif isinstance(value, list) and value and isinstance(value[0], ast.cmpop):
            out.append(f"{pad}{key} = " + "".join(type(op).__name__ + " " for op in value))
        elif isinstance(value, list):
            out.append(f"{pad}{key}: {len(value)}")
            for item in value:
                if isinstance(item, str):
                    out.append(f"{pad} {item}")
                else:
                    dump("-", item, depth + 2, lines, out)
        elif isinstance(value, (ast.expr_context, ast.operator, ast.unaryop, ast.boolop)):
            out.append(f"{pad}{key} = {type(value).__name__}")
        elif isinstance(value, (str, int)):
            out.append(f"{pad}{key} = {value}")
        elif value is not None:
            dump(key, value, depth + 1, lines, out)


def tree(path):
    source = open(path, "rb").read()
    out = []
    dump("root", ast.parse(source), 0, source.split(b"\n"), out)
    return out


def compare_trees(tool, paths):
    different = 0
    for path in paths:
        ours = subprocess.run([tool, "tree", path], capture_output=True, encoding="utf-8").stdout.splitlines()
        theirs = tree(path)
        if ours != theirs:
            different += 1
            for number, (a, b) in enumerate(zip(ours + [""], theirs + [""])):
                if a != b:
                    print(f"{path}: line {number}: ours {a.strip()!r}, CPython's {b.strip()!r}")
                    break
    print(f"{len(paths) - different} of {len(paths)} trees are equal")
    return different


KINDS = {1: "LOCAL", 2: "GLOBAL_EXPLICIT", 3: "GLOBAL_IMPLICIT", 4: "FREE", 5: "CELL"}


def scopes_of(path):
    """A line for each symbol, sorted within its scope, scopes in the order of their lines and symbols."""
    result = []

    def walk(table):
        kind = table.get_type()
        symbols = []
        for symbol in table.get_symbols():
            flags = symbol._Symbol__flags
            symbols.append(f"  {symbol.get_name()} {KINDS[flags >> 11 & 15]}{' FREE_CLASS' if flags & 2 << 5 else ''}")
        line = table.get_lineno()
        result.append((f"{kind} {line}", sorted(symbols)))
        for child in table.get_children():
            walk(child)

    walk(symtable.symtable(open(path, "rb").read(), path, "exec"))
    return sorted(result)


def compare_scopes(tool, paths):
    different = 0
    for path in paths:
        ours = []
        for line in subprocess.run([tool, "scopes", path], capture_output=True, encoding="utf-8").stdout.splitlines():
            if line.startswith("  "):
                ours[-1][1].append(line)
            else:
                ours.append((line, []))
        ours = sorted((head, sorted(symbols)) for head, symbols in ours)
        try:
            theirs = scopes_of(path)
        except SyntaxError:
            continue
        if ours != theirs:
            different += 1
            for a, b in zip(ours, theirs):
                if a != b:
                    print(f"{path}: {a[0]}: {[x for x in a[1] if x not in b[1]]}, CPython's {b[0]} {[x for x in b[1] if x not in a[1]]}")
                    break
    print(f"{len(paths) - different} of {len(paths)} scopes are equal")
    return different


def snippets(path):
    current = []
    for line in open(path, encoding="utf-8", newline="\n"):
        if line == "-----\n":
            yield "".join(current)
            current = []
        else:
            current.append(line)


def error_of(source):
    try:
        compile(source, "<snippet>", "exec")
    except SyntaxError as error:
        places = (error.lineno, error.offset, error.end_lineno, error.end_offset)
        return "|".join([type(error).__name__, error.msg, *(str(x or 0) for x in places)])
    except (MemoryError, RecursionError, ValueError) as error:
        return f"{type(error).__name__}|{error}|0|0|0|0"
    return "OK||0|0|0|0"


def compare_errors(tool, path):
    ours = subprocess.run([tool, "errors", path], capture_output=True, encoding="utf-8").stdout.splitlines()
    sources = list(snippets(path))
    equal = 0
    for source, mine in zip(sources, ours):
        theirs = error_of(source)
        equal += mine == theirs
        if mine != theirs:
            print(f"{source}   ours      {mine}\n   CPython's {theirs}")
    print(f"{equal} of {len(sources)} errors are equal")
    return equal != len(sources)


if __name__ == "__main__":
    if sys.argv[1] == "trees":
        sys.exit(compare_trees(sys.argv[2], sys.argv[3:]) != 0)
    elif sys.argv[1] == "scopes":
        sys.exit(compare_scopes(sys.argv[2], sys.argv[3:]) != 0)
    elif sys.argv[1] == "errors":
        sys.exit(compare_errors(sys.argv[2], sys.argv[3]))
    else:
        for snippet in snippets(sys.argv[2]):
            print(error_of(snippet))
