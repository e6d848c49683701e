"""Each token's place, and the text there, against tokenize."""
import re
import sys
import tokenize
from pathlib import Path

KINDS = {"name", "keyword", "symbol", "integer", "float", "imaginary", "string"}
LINE = re.compile(r"(\d+):(\d+)–(?:(\d+):)?(\d+) +(\w+) (.*)")

shown = []
for line in sys.stdin.read().splitlines():
    found = LINE.match(line)
    if found and found[5] in KINDS:
        shown.append(((int(found[1]), int(found[2])), (int(found[3] or found[1]), int(found[4])), found[6].strip().replace("⏎", "\n")))
with open(Path(__file__).with_name("tokens.py"), "rb") as file:
    wanted = [(token.start, token.end, token.string) for token in tokenize.tokenize(file.readline)
              if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING)]
for one, other in zip(shown, wanted):
    if one != other:
        sys.exit(f"shown {one}, tokenize has {other}")
if len(shown) != len(wanted) or not shown:
    sys.exit(f"{len(shown)} tokens are shown, tokenize has {len(wanted)}")
