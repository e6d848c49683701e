"""Dates: made, added to, compared, hashed, written and read."""
from datetime import date, datetime, timedelta, timezone
from time import perf_counter

zone = timezone(timedelta(hours=2))
start = perf_counter()
total = 0
for n in range(45000):
    day = date(2000 + n % 20, 1 + n % 12, 1 + n % 28)
    moment = datetime(2000 + n % 20, 1 + n % 12, 1 + n % 28, n % 24, n % 60, n % 60, n, zone)
    later = moment + timedelta(days=n % 50, seconds=n, microseconds=n)
    total += (later - moment).seconds + (day + timedelta(n % 30)).day + (later > moment) + later.weekday()
    text = later.isoformat()
    total += datetime.fromisoformat(text) == later
    total += len(text) + len(str(day)) + len(later.strftime('%Y-%m-%d')) + (hash(day) == hash(day.replace()))
    total += (timedelta(hours=n) / 2 + timedelta(seconds=n) * 3).days
print(perf_counter() - start, total)
