"""The drawing, line by line, against a walk over ast's tree: depth, field and kind of each node."""
import ast
import re
import sys
from pathlib import Path

LINE = re.compile(r"[ \d]{7}((?:│  |   |├─ |└─ )*)(?:(\w+)(?:\[(\d+)\])?: )?(\w+|\(none)")
HIDDEN = ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop


def walk(node, depth, field, index):
    yield depth, field, index, type(node).__name__ if node is not None else "(none"
    for name, value in ast.iter_fields(node) if node is not None else ():
        if isinstance(value, ast.AST) and not isinstance(value, HIDDEN):
            yield from walk(value, depth + 1, name, None)
        for i, item in enumerate(value if isinstance(value, list) else ()):
            if not isinstance(item, (*HIDDEN, str)):
                yield from walk(item, depth + 1, name, str(i) if len(value) > 1 else None)


shown = []
for line in sys.stdin.read().splitlines():
    found = LINE.match(line)
    if not found:
        sys.exit(f"no line of a drawing: {line}")
    shown.append((len(found[1]) // 3, found[2], found[3], found[4]))
wanted = list(walk(ast.parse(Path(__file__).with_name("tree.py").read_text()), 0, None, None))
for one, other in zip(shown, wanted):
    if one != other:
        sys.exit(f"shown {one}, ast has {other}")
if len(shown) != len(wanted):
    sys.exit(f"{len(shown)} nodes are shown, ast has {len(wanted)}")
