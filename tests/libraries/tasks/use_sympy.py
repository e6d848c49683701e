# Debian: python3-sympy
import sympy
from sympy import Matrix, Rational, Symbol, diff, expand, factor, integrate, limit, series, simplify, sin, solve, sqrt

x, y = Symbol("x"), Symbol("y")
print(expand((x + y) ** 4), factor(x**4 - 1), diff(sin(x) * x**3, x), integrate(x * sympy.exp(x), x))
print(solve(x**2 - 3 * x + 2, x), limit(sin(x) / x, x, 0), series(sin(x), x, 0, 6), simplify((x**2 - 1) / (x - 1)))
print(Matrix([[1, 2], [3, 4]]).det(), Matrix([[2, 0], [0, 3]]).eigenvals(), Rational(1, 3) + Rational(1, 6), sqrt(8), sympy.pi.evalf(30))
print(sympy.factorint(360), sympy.isprime(2**61 - 1), sympy.latex(x**2 / 2))
