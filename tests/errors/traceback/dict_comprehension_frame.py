pairs = [("a", 1), ("b",)]
print({pair[0]: pair[1] for pair in pairs})
