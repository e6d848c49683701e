"""JSON: objects to a text: nested dicts and lists, strings with and without escapes, numbers."""
import json
from time import perf_counter

ROW = {'id': 1234, 'name': 'A name of some length', 'ratio': 0.125, 'tags': ['red', 'green', 'b"lue'], 'open': True, 'next': None,
       'place': {'x': -17, 'y': 2.5e10, 'label': 'caf\u00e9'}}
rows = [dict(ROW, id=n) for n in range(300)]
plain = [list(range(1000)), ['word%d' % n for n in range(1000)]]
start = perf_counter()
total = 0
for _ in range(250):
    total += len(json.dumps(rows)) + len(json.dumps(plain))
print(perf_counter() - start, total)
