"""-E: the environment is not asked."""
print("runs")
