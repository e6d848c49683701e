g = lambda x: x
g()
