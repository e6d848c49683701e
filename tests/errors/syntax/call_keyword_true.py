f = dict
f(True=1)
