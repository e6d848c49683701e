"""Conway's game of life on an unbounded plane: a set of live cells, and counting neighbours with a dict."""

GLIDER = """
.#.
..#
###
"""
R_PENTOMINO = """
.##
##.
.#.
"""
PULSAR = """
..###...###..
.............
#....#.#....#
#....#.#....#
#....#.#....#
..###...###..
.............
..###...###..
#....#.#....#
#....#.#....#
#....#.#....#
.............
..###...###..
"""


def read(picture):
    lines = picture.strip().splitlines()
    return {(x, y) for y, line in enumerate(lines) for x, mark in enumerate(line) if mark == "#"}


def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    place = (x + dx, y + dy)
                    counts[place] = counts.get(place, 0) + 1
    return {place for place, count in counts.items() if count == 3 or (count == 2 and place in cells)}


def generations(cells):
    while True:
        yield cells
        cells = step(cells)


def draw(cells):
    if not cells:
        return "(nothing lives)"
    left, right = min(x for x, _ in cells), max(x for x, _ in cells)
    top, bottom = min(y for _, y in cells), max(y for _, y in cells)
    rows = ("".join("#" if (x, y) in cells else "." for x in range(left, right + 1)) for y in range(top, bottom + 1))
    return "\n".join(rows)


def moved(cells):
    """The same shape with its corner at the origin, to recognise it wherever it is."""
    left, top = min(x for x, _ in cells), min(y for _, y in cells)
    return frozenset((x - left, y - top) for x, y in cells)


def period_of(cells, limit=20):
    shape = moved(cells)
    for age, later in enumerate(generations(cells)):
        if age and moved(later) == shape:
            return age
        if age == limit:
            return None


for age, cells in enumerate(generations(read(GLIDER))):
    print(f"glider, generation {age}, cells {sorted(cells)}")
    print(draw(cells))
    if age == 4:
        break

print("period of the glider:", period_of(read(GLIDER)))
print("period of the pulsar:", period_of(read(PULSAR)))
print("period of the r-pentomino:", period_of(read(R_PENTOMINO)))

for age, cells in enumerate(generations(read(R_PENTOMINO))):
    if age % 10 == 0:
        print(f"generation {age:2}: {len(cells):3} cells")
    if age == 50:
        print(draw(cells))
        break
