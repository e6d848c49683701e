# Indentation, brackets, continued lines, strings of several lines, f-strings, numbers, soft keywords, characters beyond ASCII.
def area(width, height=2.5):
    if width:
        return (width *
                height)

    größe = 0x1F + 1_000 + 1e-3 + 2j; text = """two
lines"""
    while True: pass
match = f"{größe!r:>{width}} {{}} {text}" rb'\x00' \
    if ... else not None
lambda x, *y, **z: x @ y // z ** ~x != y -> z
x := [y for y in z if y <= 1 is not 2]; x >>= 1
