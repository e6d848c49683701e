"""Regular expressions: a tokenizer of named groups, and pairs of groups by findall."""
import re
from time import perf_counter

SOURCE = '''def total(rows, rate=0.25):  # what is owed
    owed = {"net": 0, 'tax': 0x1F}
    for row in rows[1:-1]:
        owed["net"] += row.price * row.count ** 2 - 1e-3
        if row.name != "a \\"quoted\\" name" and owed["net"] >= 10_000:
            return owed
'''
TOKENS = re.compile(r'''
    (?P<space>[ \t]+)
  | (?P<newline>\n)
  | (?P<comment>\#[^\n]*)
  | (?P<number>0[xX][0-9a-fA-F]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<name>[^\W\d]\w*)
  | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<operator>\*\*|[+\-*/!<>=]=|[-+*/<>=.,:()\[\]{}])
  | (?P<other>.)
''', re.VERBOSE)
ASSIGNMENT = re.compile(r'(\w+)(?:\["(\w+)"\])?\s*([-+*/]?)=(?!=)\s*([^\n,)]+)')


def kernel(text):
    counts = {}
    width = 0
    for match in TOKENS.finditer(text):
        kind = match.lastgroup
        counts[kind] = counts.get(kind, 0) + 1
        if kind == 'name':
            width += len(match.group(kind))
    pairs = ASSIGNMENT.findall(text)
    return sorted(counts.items()), width, len(pairs), sum(len(part) for pair in pairs for part in pair)


start = perf_counter()
result = kernel(SOURCE * 4_500)
print(perf_counter() - start, result)
