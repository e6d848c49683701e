# Debian: python3-arrow
import arrow

moment = arrow.get("2024-03-10T08:30:00+02:00")
print(moment, moment.to("UTC"), moment.shift(months=-1, days=3), moment.floor("month"), moment.format("YYYY-MM-DD HH:mm ZZ dddd"), moment.humanize(arrow.get("2024-03-12T08:30:00+02:00")))
print(arrow.get("10/03/24", "DD/MM/YY"), [str(r) for r in arrow.Arrow.range("day", arrow.get(2024, 1, 30), limit=3)], moment.humanize(moment.shift(hours=5), locale="fr"), moment.span("week"))
