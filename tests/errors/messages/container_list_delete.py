x = []
del x[0]
