"""The list is kept: one line for line 4, with a block for each number that is not shared (CPython 3.11 counts 9744)."""
import re
import sys

title, *lines = sys.stdin.read().splitlines()
if title != "[TOP 10]":
    sys.exit(f"the title is {title!r}")
STATISTIC = re.compile(r"(.+):(\d+): size=\d+(\.\d+)? [KM]?i?B, count=(\d+), average=\d+(\.\d+)? [KM]?i?B")
found = [STATISTIC.fullmatch(line) for line in lines]
if None in found:
    sys.exit(f"not a statistic: {lines[found.index(None)]}")
counts = [int(match[4]) for match in found if match[1].endswith("tracemalloc_kept.py") and match[2] == "4"]
if len(counts) != 1:
    sys.exit(f"{len(counts)} lines for line 4, expected one")
if abs(counts[0] - 9744) > 2:
    sys.exit(f"line 4 has count={counts[0]}, CPython 3.11 has 9744")
