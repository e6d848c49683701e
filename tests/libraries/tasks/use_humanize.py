# Debian: python3-humanize
from datetime import timedelta

import humanize

print(humanize.intcomma(1234567), humanize.intword(1234567890), humanize.naturalsize(1 << 20), humanize.naturalsize(1 << 20, binary=True), humanize.ordinal(22), humanize.apnumber(5))
print(humanize.naturaldelta(timedelta(days=400)), humanize.precisedelta(timedelta(seconds=3633, days=2)), humanize.fractional(0.3), humanize.scientific(12345.678))
