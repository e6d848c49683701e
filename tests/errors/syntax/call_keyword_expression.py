f = dict
f(a.b=1)
