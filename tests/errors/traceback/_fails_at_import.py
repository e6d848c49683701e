"""Not a test: its import fails half way."""

x = 1
print("importing")
y = x + []
