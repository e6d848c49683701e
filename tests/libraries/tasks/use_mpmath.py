# Debian: python3-mpmath
import mpmath
from mpmath import mp, mpf, mpc, quad, findroot, nsum, inf, zeta, matrix, lu_solve, taylor, sin

mp.dps = 40
print(mp.pi, mpmath.e, mpf(2) ** mpf("0.5"), mpmath.gamma(mpf(1) / 3), zeta(3), mpc(1, 2) ** 2)
print(quad(lambda x: mpmath.exp(-x**2), [-inf, inf]), findroot(lambda x: x**3 - 2, 1), nsum(lambda n: 1 / n**2, [1, inf]))
print(lu_solve(matrix([[2, 1], [1, 3]]), matrix([3, 5])), taylor(sin, 0, 4), mpmath.identify(mpf("1.41421356237309504880"), ["sqrt(2)"]) is not None)
