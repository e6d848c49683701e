from collections import deque

d = deque([1, 2])
for x in d:
    d.append(x)
