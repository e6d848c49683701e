"""JSON: texts to objects: nested objects and lists, short and long strings, numbers."""
import json
from time import perf_counter

ROW = {'id': 1234, 'name': 'A name of some length', 'ratio': 0.125, 'tags': ['red', 'green', 'b"lue'], 'open': True, 'next': None,
       'place': {'x': -17, 'y': 2.5e10, 'label': 'caf\u00e9'}}
text = json.dumps([dict(ROW, id=n) for n in range(300)])
plain = json.dumps([list(range(1000)), ['word%d' % n for n in range(1000)]])
start = perf_counter()
total = 0
for _ in range(600):
    total += len(json.loads(text)) + len(json.loads(plain)[1])
print(perf_counter() - start, total)
