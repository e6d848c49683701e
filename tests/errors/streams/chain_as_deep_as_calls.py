e = None
for i in range(2000):
    x = ValueError(i); x.__context__ = e; e = x
raise e
