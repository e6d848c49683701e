t = (1,)
del t[0]
