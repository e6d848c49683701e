"""PYTHONMALLOCSTATS without a value is no wish."""
print("runs")
