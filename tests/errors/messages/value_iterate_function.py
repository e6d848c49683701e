def f():
    pass


for x in f:
    pass
