"""Calls of methods of several classes, with arguments, keywords and a super()."""
from time import perf_counter

class Shape:
    def __init__(self, size):
        self.size = size

    def area(self, scale):
        return 0

    def describe(self, scale, extra=0):
        return self.area(scale) + extra


class Square(Shape):
    def area(self, scale):
        return self.size * self.size * scale


class Cube(Square):
    def area(self, scale):
        return super().area(scale) * 6


def kernel(n):
    shapes = [Shape(1), Square(2), Cube(3), Square(4)]
    total = 0
    for i in range(n):
        total += shapes[i & 3].describe(i & 7, extra=1)
    return total


start = perf_counter()
result = kernel(1_500_000)
print(perf_counter() - start, result)
