"""math: the functions, exact where they are exact, their special values and errors."""
import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.sqrt(16), math.cbrt(27), math.isqrt(10 ** 20), math.isqrt(99), math.pow(2, 0.5), math.exp(1), math.exp2(10), math.expm1(1e-10))
print(math.log(math.e), math.log(8, 2), math.log2(2 ** 100), math.log10(10 ** 50), math.log1p(1e-10), math.log(10 ** 400))
print(math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0.5), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.degrees(math.pi), math.radians(180), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)))
print(math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(-2.7), math.floor(10 ** 20), math.floor(1e20), math.fabs(-3), math.copysign(3, -0.0), math.fmod(-7, 3), math.modf(2.5), math.frexp(8), math.ldexp(0.5, 4), math.remainder(7, 4))
print(math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.perm(4), math.gcd(12, 18, 8), math.gcd(), math.lcm(4, 6), math.lcm(0, 5), math.prod([1, 2, 3, 4]), math.prod([], start=5), math.fsum([0.1] * 10), sum([0.1] * 10))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(0, 1e-10, abs_tol=1e-9), math.ulp(1.0), math.nextafter(1.0, 2.0))
print(math.erf(0.5), math.erfc(0.5), math.gamma(5), math.lgamma(10))
for wrong in ("math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.exp(1000)", "math.factorial(-1)", "math.factorial(1.5)", "math.isqrt(-1)", "math.comb(-1, 2)", "math.comb(1.5, 1)", "math.sqrt('a')", "math.floor(math.inf)", "math.floor(math.nan)", "math.acos(2)", "math.pow(0, -1)", "math.gcd(1.5)", "math.fmod(1, 0)", "math.sin(math.inf)", "math.log(2, 1)", "math.sqrt()", "math.hypot('a')", "math.dist([1], [1, 2])", "math.ldexp(1, 5000)", "math.gamma(0)", "math.fsum(['a'])", "math.trunc('a')", "math.pow(10, 400)", "math.cosh(1000)", "math.ceil('x')"):
    try:
        print(wrong, eval(wrong))
    except (ValueError, TypeError, OverflowError, ZeroDivisionError) as e:
        print(wrong, type(e).__name__, e)
