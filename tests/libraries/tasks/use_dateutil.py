# Debian: python3-dateutil
from datetime import datetime

from dateutil import parser, relativedelta, rrule, tz
from dateutil.easter import easter

print(parser.parse("Thu Sep 25 10:36:28 2003"), parser.parse("2024-01-02T03:04:05Z"), parser.parse("10 March", default=datetime(2020, 1, 1)), parser.isoparse("20240102T0304"))
print(datetime(2024, 1, 31) + relativedelta.relativedelta(months=+1), relativedelta.relativedelta(datetime(2024, 5, 1), datetime(2020, 2, 29)), easter(2025))
print(list(rrule.rrule(rrule.MONTHLY, count=4, bymonthday=-1, dtstart=datetime(2024, 1, 1))), rrule.rrulestr("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", dtstart=datetime(2024, 1, 1))[:])
print(datetime(2024, 1, 1, tzinfo=tz.tzutc()).astimezone(tz.tzoffset("X", 3600)), tz.tzutc())
try:
    parser.parse("not a date")
except parser.ParserError as error:
    print(error)
