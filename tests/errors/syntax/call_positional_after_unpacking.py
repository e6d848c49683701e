d = {}
print(**d, 1)
