from collections import namedtuple

p = namedtuple('P', 'x y')(1, 2)
p.x = 3
