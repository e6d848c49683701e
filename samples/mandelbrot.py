"""The Mandelbrot set in text: with complex numbers, with pairs of floats, and a Julia set beside it."""

SHADES = " .,:;i1tfLCG08@"
WIDTH, HEIGHT = 64, 22


def escape_complex(c, z=0j, limit=60):
    """How many steps z -> z*z + c takes to leave the circle of radius 2; the limit if it stays."""
    for step in range(limit):
        if abs(z) > 2:
            return step
        z = z * z + c
    return limit


def escape_float(cx, cy, limit=60):
    """The same with floats alone."""
    x = y = 0.0
    for step in range(limit):
        x2, y2 = x * x, y * y
        if x2 + y2 > 4.0:
            return step
        x, y = x2 - y2 + cx, 2.0 * x * y + cy
    return limit


def plane(left, right, bottom, top, width=WIDTH, height=HEIGHT):
    """Rows of complex numbers, from the top."""
    for row in range(height):
        y = top - (top - bottom) * row / (height - 1)
        yield [complex(left + (right - left) * column / (width - 1), y) for column in range(width)]


def shade(steps, limit=60):
    return SHADES[-1] if steps >= limit else SHADES[steps * (len(SHADES) - 1) // limit + (steps > 3)]


inside = different = 0
for row in plane(-2.2, 0.8, -1.2, 1.2):
    line = []
    for c in row:
        steps = escape_complex(c)
        inside += steps == 60
        different += steps != escape_float(c.real, c.imag)
        line.append(shade(steps))
    print("".join(line).rstrip())
print(f"{inside} of {WIDTH * HEIGHT} points stay; floats and complex numbers differ at {different}")
print(f"area about {3.0 * 2.4 * inside / (WIDTH * HEIGHT):.2f}")

print()
c = complex(-0.8, 0.156)
for row in plane(-1.6, 1.6, -1.0, 1.0, 56, 15):
    print("".join(shade(escape_complex(c, z)) for z in row).rstrip())
print("Julia set of", c, "conjugate", c.conjugate(), f"modulus {abs(c):.4f}")
