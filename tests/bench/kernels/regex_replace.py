"""Regular expressions: substitution by a template and by a function, and split, over lines of a log."""
import re
from time import perf_counter

LINES = [f'2024-05-{day:02} {day % 24:02}:07:31 host{day % 5} worker[{day * 731}]: GET /item/{day * 17}?page={day}  status=200  "caf\u00e9 {day}"'
         for day in range(1, 32)]
DATE = re.compile(r'(\d{4})-(?P<month>\d\d)-(\d\d)')
NUMBER = re.compile(r'\b\d+\b')
FIELDS = re.compile(r'\s+|[][:]+')


def kernel(text):
    dated = DATE.sub(r'\3.\g<month>.\1', text)
    doubled = NUMBER.sub(lambda match: str(int(match.group()) * 2), dated)
    plain, times = re.subn(r'[^\x00-\x7f]', '?', doubled)
    fields = FIELDS.split(plain)
    return len(dated), len(doubled), times, len(fields), fields[-3]


start = perf_counter()
result = kernel('\n'.join(LINES * 450))
print(perf_counter() - start, result)
