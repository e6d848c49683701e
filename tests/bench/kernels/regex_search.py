"""Regular expressions: what is rare in a long text, and what tries many ways before it fails."""
import re
from time import perf_counter

WORDS = 'the ouroboros bites its own tail and nobody counts references but the snake who holds them all'.split()
SEARCHES = [re.compile(pattern) for pattern in (
    r'needle', r'[Nn]eedle[a-z]*\d', r'(?i)NEEDLE', r'(?:needle|pin|thread)\b', r'\bneed\w+$', r'(?m)^needle', r'(\w)\1\1', r'(?<=own )needle',
    r'(?:bites|own)\s+(?:needle|own)\s+needle', r'\d+-\d+')]
MATCHES = [re.compile(pattern) for pattern in (r'(?:a|ab)*c', r'(?:a|b)*?c', r'a*a*a*c', r'(a+b)+?c', r'(?=(a+))\1b.*\1c')]


def kernel(lines, ways):
    found = [sum(1 for line in lines if pattern.search(line)) for pattern in SEARCHES]
    text = '\n'.join(lines)
    found += [len(pattern.findall(text)) for pattern in SEARCHES[:4]]
    for _ in range(ways):
        for pattern in MATCHES:
            found.append(pattern.match('ab' * 60) is None)
    return sum(found)


lines = [' '.join(WORDS[(start + step * 7) % len(WORDS)] for step in range(60)) for start in range(len(WORDS))] * 300
lines.append(' '.join(WORDS * 6) + ' own needle7')
start = perf_counter()
result = kernel(lines, 600)
print(perf_counter() - start, result)
