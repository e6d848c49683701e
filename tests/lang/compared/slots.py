# __slots__
class Point:
    __slots__ = ('x', 'y')
p = Point()
p.x = 1
try:
    p.z = 2
except AttributeError:
    print('no z')
print(hasattr(p, '__dict__'), p.x)
