"""Float arithmetic in locals."""
from time import perf_counter

def kernel(size, limit):
    inside = 0
    for row in range(size):
        cy = 2.0 * row / size - 1.0
        for column in range(size):
            cx = 3.0 * column / size - 2.0
            x = y = 0.0
            step = 0
            while step < limit and x * x + y * y < 4.0:
                x, y = x * x - y * y + cx, 2.0 * x * y + cy
                step += 1
            if step == limit:
                inside += 1
    return inside


start = perf_counter()
result = kernel(240, 220)
print(perf_counter() - start, result)
