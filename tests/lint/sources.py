"""The C sources of the project as the checks see them: files, their comments, their functions, and the symbols of their objects."""

import re
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ["lexer", "parser", "runtime", "vm", "stdlib", "heapview", "shell"]
SUFFIXES = (".c", ".h", ".def", ".re", ".y")
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
# A string, a character, or a comment: whichever begins first hides the others.
TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', re.S)
# Where the objects of generated sources belong.
GENERATED = {"gen/lexer": "lexer/lexer", "gen/grammar": "parser/grammar", "gen/embedded": "stdlib/embedded",
             "gen/character_names": "runtime/text/character_names", "gen/character_data": "stdlib/unicodedata/unicodedata"}


@dataclass
class Function:
    name: str
    first: int  # line of its head
    last: int  # line of its closing brace
    is_static: bool

    @property
    def length(self):
        return self.last - self.first + 1


@dataclass
class Source:
    path: Path
    lines: list = field(default_factory=list)

    @property
    def name(self):
        return str(self.path.relative_to(ROOT))

    @property
    def room(self):
        return str(self.path.parent.relative_to(ROOT))

    @cached_property
    def text(self):
        return self.path.read_text()

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    @cached_property
    def comments(self):
        """Pairs of the first and the last line of each comment."""
        return [
            (self.line_of(found.start()), self.line_of(found.end()))
            for found in TOKEN.finditer(self.text)
            if found[0].startswith(("/*", "//"))
        ]

    @cached_property
    def lines_with_comment(self):
        return len({line for first, last in self.comments for line in range(first, last + 1)})

    @cached_property
    def head_lines(self):
        """The lines of the comment that opens the file; 0: there is none."""
        return self.comments[0][1] if self.comments and self.comments[0][0] == 1 else 0

    @cached_property
    def functions(self):
        """Functions as this project's format writes them: a head from column 0 on, then braces at column 0."""
        code = TOKEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), self.text)
        found, lines = [], code.split("\n")
        head = None
        for number, line in enumerate(lines, 1):
            if line == "{" and head is not None:
                start, text = head
                name = re.match(r"[^(]*?(\w+)\(", text)
                end = next((n for n in range(number, len(lines) + 1) if lines[n - 1] == "}"), None)
                if name and end:
                    found.append(Function(name[1], start, end, text.startswith("static")))
                head = None
            elif re.match(r"[A-Za-z_]", line) and "(" in line and not line.rstrip().endswith((";", ":")):
                head = (number, line)
            elif head and (line.startswith((" ", "\t")) and line.strip()):
                head = (head[0], head[1] + " " + line.strip())
            else:
                head = None
        return found


def source_files():
    return [Source(path) for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in SUFFIXES]


@dataclass
class Symbols:
    """Of one object file: what it defines for others, and what it needs of them."""

    unit: str  # its source without the ending: runtime/memory/heap
    defined: set
    needed: set


def object_symbols(build):
    """The symbols of each object of the release build; [] if it was not built."""
    found = []
    for path in sorted((build / "release").rglob("*.o")):
        unit = str(path.relative_to(build / "release"))[:-2]
        unit = GENERATED.get(unit, unit)
        if unit.startswith("tests/") or not (path.name.startswith(tuple(GENERATED)) or unit in GENERATED.values() or (ROOT / (unit + ".c")).exists()):
            continue
        listed = subprocess.run(["nm", str(path)], capture_output=True, text=True, check=True).stdout
        symbols = Symbols(unit, set(), set())
        for line in listed.splitlines():
            kind, name = line.split()[-2:]
            if kind == "U":
                symbols.needed.add(name)
            elif kind.isupper():
                symbols.defined.add(name)
        found.append(symbols)
    return found
