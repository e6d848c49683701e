# A list that grows, an alias, a deletion: forward to the end, and back.
a = [1]
b = a
a.append([2])
del a
b = None
