d = {1: 1}
for k in d:
    d.pop(k)
    d[5] = 1
