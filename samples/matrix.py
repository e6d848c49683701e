"""Matrices of fractions and of integers: operators, exact elimination, powers by squaring."""

from math import gcd


class Fraction:
    """Just enough of a fraction; always in lowest terms, with a positive denominator."""

    __slots__ = ("over", "under")

    def __init__(self, over, under=1):
        if under == 0:
            raise ZeroDivisionError(f"{over}/0")
        if under < 0:
            over, under = -over, -under
        common = gcd(over, under)
        self.over, self.under = over // common, under // common

    @staticmethod
    def of(value):
        return value if isinstance(value, Fraction) else Fraction(value)

    def __add__(self, other):
        other = Fraction.of(other)
        return Fraction(self.over * other.under + other.over * self.under, self.under * other.under)

    __radd__ = __add__

    def __sub__(self, other):
        return self + Fraction.of(other) * -1

    def __mul__(self, other):
        other = Fraction.of(other)
        return Fraction(self.over * other.over, self.under * other.under)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = Fraction.of(other)
        return Fraction(self.over * other.under, self.under * other.over)

    def __eq__(self, other):
        other = Fraction.of(other)
        return (self.over, self.under) == (other.over, other.under)

    def __bool__(self):
        return self.over != 0

    def __repr__(self):
        return str(self.over) if self.under == 1 else f"{self.over}/{self.under}"


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        if len({len(row) for row in self.rows}) != 1:
            raise ValueError("rows of different length")

    @classmethod
    def identity(cls, size):
        return cls([[int(i == j) for j in range(size)] for i in range(size)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    def __getitem__(self, place):
        row, column = place
        return self.rows[row][column]

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(mine, theirs)] for mine, theirs in zip(self.rows, other.rows)])

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"cannot multiply {self.shape} by {other.shape}")
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def __pow__(self, exponent):
        result, base = Matrix.identity(len(self.rows)), self
        while exponent:
            if exponent & 1:
                result = result @ base
            base = base @ base
            exponent >>= 1
        return result

    def __eq__(self, other):
        return self.rows == other.rows

    def transposed(self):
        return Matrix(zip(*self.rows))

    def eliminated(self, right):
        """Gauss and Jordan: (determinant, the matrix that self turns `right` into)."""
        size = len(self.rows)
        work = [[Fraction.of(x) for x in row + extra] for row, extra in zip(self.rows, right.rows)]
        determinant = Fraction(1)
        for column in range(size):
            pivot = next((row for row in range(column, size) if work[row][column]), None)
            if pivot is None:
                return Fraction(0), None
            if pivot != column:
                work[column], work[pivot] = work[pivot], work[column]
                determinant *= -1
            scale = work[column][column]
            determinant = determinant * scale
            work[column] = [x / scale for x in work[column]]
            for row in range(size):
                if row != column and work[row][column]:
                    factor = work[row][column]
                    work[row] = [x - factor * y for x, y in zip(work[row], work[column])]
        return determinant, Matrix([row[size:] for row in work])

    def inverse(self):
        return self.eliminated(Matrix.identity(len(self.rows)))[1]

    def __str__(self):
        cells = [[str(x) for x in row] for row in self.rows]
        width = max(len(cell) for row in cells for cell in row)
        return "\n".join("[ " + "  ".join(cell.rjust(width) for cell in row) + " ]" for row in cells)


a = Matrix([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]])
b = Matrix([[8], [-11], [-3]])
determinant, solution = a.eliminated(b)
print("determinant", determinant)
print("solution", [row[0] for row in solution.rows])
print(a.inverse())
print("a times its inverse is the identity:", a @ a.inverse() == Matrix.identity(3))
print(a.transposed())
print(a + a.transposed())

fibonacci = Matrix([[1, 1], [1, 0]])
for n in (10, 100, 300):
    print(f"fibonacci({n}) = {(fibonacci ** n)[0, 1]}")

hilbert = Matrix([[Fraction(1, i + j + 1) for j in range(4)] for i in range(4)])
print(hilbert.inverse())
print("singular:", Matrix([[1, 2], [2, 4]]).eliminated(Matrix.identity(2)))
for wrong in (lambda: a @ Matrix([[1, 2]]), lambda: Matrix([[1], [1, 2]])):
    try:
        wrong()
    except ValueError as problem:
        print("refused:", problem)
