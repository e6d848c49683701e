x = 5
if 5 = x:
    pass
