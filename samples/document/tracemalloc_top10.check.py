"""The list was dropped at once, so nothing of line 4 is left; what else is alive depends on the implementation."""
import re
import sys

title, *lines = sys.stdin.read().splitlines()
if title != "[TOP 10]":
    sys.exit(f"the title is {title!r}")
if len(lines) > 10:
    sys.exit(f"{len(lines)} lines in a top ten")
STATISTIC = re.compile(r"(.+):(\d+): size=\d+(\.\d+)? [KM]?i?B, count=(\d+), average=\d+(\.\d+)? [KM]?i?B")
for line in lines:
    found = STATISTIC.fullmatch(line)
    if not found:
        sys.exit(f"not a statistic: {line}")
    if found[1].endswith("tracemalloc_top10.py") and found[2] == "4" and int(found[4]) > 10:
        sys.exit(f"the list of line 4 should be gone: {line}")
