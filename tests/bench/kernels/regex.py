"""Regular expressions: words, dates, alternatives, groups and a substitution over a text."""
import re
from time import perf_counter

LINE = ('The quick brown fox jumps over the lazy dog, 1234 times; see http://example.org/path?x=1 '
        'or write to joe.bloggs@example.org before 2024-05-17.\n')
PATTERNS = [re.compile(pattern) for pattern in (
    r'\w+', r'[\w.]+@[\w.]+', r'(\d{4})-(\d\d)-(\d\d)', r'https?://\S+', r'fox|dog|times', r'\b[a-z]+er\b',
    r'(?:\w+ )+over', r'(\w)\1', r'q.*?k', r'(?i)THE (\w+)')]


def run(text):
    total = 0
    for pattern in PATTERNS:
        total += len(pattern.findall(text))
    total += len(re.sub(r'(\w+)@(\w+)', lambda match: match[2] + match[1], text))
    for line in text.splitlines():
        total += re.match(r'(\w+) (?P<second>\w+)', line).end('second')
    return total


text = LINE * 600
start = perf_counter()
result = sum(run(text) for _ in range(8))
print(perf_counter() - start, result)
