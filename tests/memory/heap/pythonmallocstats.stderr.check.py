"""Each set of statistics must add up, and there must be one before each arena and one at the end."""
import re
import sys


def number(text):
    return int(text.replace(",", ""))


def figures(text):
    """The labelled numbers of one set: label (without its own numbers) -> number."""
    return {re.sub(r"^\d+ ", "", label).strip(): number(value) for label, value in re.findall(r"^(.*?)\s*= *([\d,]+)$", text, re.M)}


def check(text):
    found = figures(text.split("arena map counts")[0])
    rows = [tuple(map(int, row)) for row in re.findall(r"^ +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)$", text, re.M)]
    arenas = found["# arenas allocated current"]
    if found["arenas * 1048576 bytes/arena"] != arenas << 20 or found["Total"] != arenas << 20:
        sys.exit("the total is not that of the arenas:\n" + text)
    if found["# arenas allocated total"] - found["# arenas reclaimed"] != arenas:
        sys.exit("arenas do not add up:\n" + text)
    if any(size != (index + 1) * 16 for index, size, *_ in rows):
        sys.exit("a size class is wrong:\n" + text)
    if found["# bytes in allocated blocks"] != sum(size * used for _, size, _, used, _ in rows):
        sys.exit("blocks in use do not add up:\n" + text)
    if found["# bytes in available blocks"] != sum(size * free for _, size, _, _, free in rows):
        sys.exit("free blocks do not add up:\n" + text)
    return found["# arenas allocated total"]


sets = sys.stdin.read().split("Small block threshold = 512, in 32 size classes.\n")
if sets.pop(0):
    sys.exit("something stands before the statistics")
totals = [check(text) for text in sets]
if totals[:-1] != list(range(len(totals) - 1)) or totals[-1] != len(totals) - 1 or len(totals) < 4:
    sys.exit(f"arenas so far: {totals}; expected one set before each new arena, and one at the end")
