"""All ways to place n queens on an n by n board: recursion, generators, sets."""


def solutions(n):
    """Each solution is a tuple: the queen's column in each row."""
    columns, rising, falling = set(), set(), set()
    placed = []

    def place(row):
        if row == n:
            yield tuple(placed)
            return
        for column in range(n):
            if column in columns or row + column in rising or row - column in falling:
                continue
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            placed.append(column)
            yield from place(row + 1)
            placed.pop()
            columns.remove(column)
            rising.discard(row + column)
            falling.discard(row - column)

    return place(0)


def draw(solution):
    size = len(solution)
    return "\n".join(" ".join("Q" if column == queen else "." for column in range(size)) for queen in solution)


def turned(solution):
    """The board turned by a quarter."""
    result = [0] * len(solution)
    for row, column in enumerate(solution):
        result[column] = len(solution) - 1 - row
    return tuple(result)


def mirrored(solution):
    return tuple(len(solution) - 1 - column for column in solution)


def canonical(solution):
    """The smallest of the eight boards that are this one turned and mirrored."""
    boards = []
    for _ in range(4):
        boards += [solution, mirrored(solution)]
        solution = turned(solution)
    return min(boards)


for n in range(1, 8):
    found = list(solutions(n))
    distinct = {canonical(solution) for solution in found}
    print(f"{n} queens: {len(found):3} solutions, {len(distinct):2} apart from symmetry")

print()
print(draw(next(solutions(8))))
