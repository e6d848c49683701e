print(list(map(lambda s: s.upper(), ["a", 1])))
