values = [1, 2, "three"]
print([v + 1 for v in values])
