# Debian: python3-isodate
import isodate

print(isodate.parse_date("2024-W10-3"), isodate.parse_datetime("20240102T030405.5Z"), isodate.parse_duration("P1Y2M3DT4H5M6.5S"), isodate.parse_duration("PT36H"), isodate.duration_isoformat(isodate.parse_duration("P3W")))
try:
    isodate.parse_time("25:00:99x")
except Exception as error:
    print(type(error).__name__, error)
