"""A sudoku solver: constraint propagation over sets of candidates, then a search for the cell with the fewest."""

PUZZLES = [
    "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
    "..9748...7.........2.1.9.....7...24..64.1.59..98...3.....8.3.2.........6...2759..",
]
DIGITS = frozenset("123456789")


def neighbours_of(cell):
    row, column = divmod(cell, 9)
    same = set()
    for i in range(9):
        same.add(row * 9 + i)
        same.add(i * 9 + column)
    top, left = row // 3 * 3, column // 3 * 3
    same |= {(top + i) * 9 + left + j for i in range(3) for j in range(3)}
    same.discard(cell)
    return frozenset(same)


NEIGHBOURS = [neighbours_of(cell) for cell in range(81)]


class Contradiction(Exception):
    """A cell has no candidate left."""


def assign(board, cell, digit):
    """Put a digit into a cell, and draw the conclusions."""
    waiting = [(cell, digit)]
    while waiting:
        cell, digit = waiting.pop()
        if digit not in board[cell]:
            raise Contradiction(f"{digit} is impossible in cell {cell}")
        board[cell] = frozenset(digit)
        for other in NEIGHBOURS[cell]:
            candidates = board[other]
            if digit in candidates:
                remaining = candidates - {digit}
                if not remaining:
                    raise Contradiction(f"nothing left for cell {other}")
                board[other] = remaining
                if len(remaining) == 1:
                    (only,) = remaining
                    waiting.append((other, only))


def parse(text):
    board = [DIGITS] * 81
    for cell, character in enumerate(text):
        if character in DIGITS:
            assign(board, cell, character)
    return board


def solve(board, guesses):
    """The solved board, or None. The number of guesses is added to the list's only item."""
    open_cells = [(len(board[cell]), cell) for cell in range(81) if len(board[cell]) > 1]
    if not open_cells:
        return board
    _, cell = min(open_cells)
    for digit in sorted(board[cell]):
        guesses[0] += 1
        attempt = board[:]
        try:
            assign(attempt, cell, digit)
        except Contradiction:
            continue
        solved = solve(attempt, guesses)
        if solved:
            return solved
    return None


def show(board):
    for row in range(9):
        if row in (3, 6):
            print("------+-------+------")
        cells = ["".join(board[row * 9 + column]) for column in range(9)]
        print(" | ".join(" ".join(cells[start:start + 3]) for start in (0, 3, 6)))


for number, text in enumerate(PUZZLES, 1):
    guesses = [0]
    board = parse(text)
    known = sum(len(candidates) == 1 for candidates in board)
    solved = solve(board, guesses)
    print(f"puzzle {number}: {81 - text.count('.')} given, {known} known by logic, {guesses[0]} guesses")
    show(solved)
    print()

try:
    parse("11" + "." * 79)
except Contradiction as problem:
    print("contradiction:", problem)
