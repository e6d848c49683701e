"""Floats: arithmetic, division rules, special values, comparison, rounding."""
print(0.1 + 0.2, 1 - 0.9, 3 * 0.1, 1e16 + 1, 7.0 / 2, 7.0 // 2, -7.0 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), 2.0 ** 0.5, 2 ** 0.5, (-8) ** (1 / 3), 2.0 ** -1074)
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, inf + 1, 1 / inf, inf > 10 ** 400, inf == inf, nan == nan, nan != nan, inf // 1 if False else inf % 2, 5 % inf, -5 % inf, 1.0 ** nan, nan ** 0, inf ** -1, (-inf) ** 3)
print(0.0 == -0.0, str(-0.0), -0.0 * 5, 0.0 * -1, 1e-320, 5e-324, 1.7976931348623157e308, 1e308 * 10, -1e308 * 10, 2.2250738585072014e-308)
print(1.5 == 1.5, 1 == 1.0, 1.1 < 1.2, 2 ** 53 == float(2 ** 53), float(2 ** 53) < 2 ** 53 + 1, 1e300 < 10 ** 301, 0.1 == 1 / 10, 0.5 in [1 / 2])
for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1e20, 0.45):
    print(round(x), round(x, 1), round(x, 2), round(x, -1), int(x), end=" | ")
print()
print(round(1234.5678, 2), round(1234.5678, -2), round(-2.5), round(1e300, -299), round(0.1 + 0.2, 15), round(5.015, 2), round(1.005, 2), type(round(2.5)).__name__, type(round(2.5, 0)).__name__, round(1e16 + 2), round(2.5, None))
print((0.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (0.1).as_integer_ratio(), (1.5).hex(), float.fromhex("0x1.8p+1"), (-0.1).hex(), (2.0).real, (2.0).imag, (1.0).conjugate(), (0.0).hex(), float.fromhex("inf"))
print(float(), float("1.5"), float("  -1e3 "), float("1_0.5"), float(".5"), float("5."), float("infinity"), float("-NaN"), float("+Inf"), float(3), float(True), float(b"2.5"), float(10 ** 20), float("1e400"), float("1e-400"), float("0x10") if False else float("٣"))
for wrong in ("1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0.0)", "0.0 ** -1", "10.0 ** 400", "float('x')", "float('')", "float('1_')", "float([])", "float(None)", "int(1e400)", "round(float('nan'))", "round(float('inf'))", "1.5 & 1", "1.5 << 1", "~1.5", "1.5 < 'a'", "float('inf').as_integer_ratio()", "1.0 + 'a'", "range(1.0)", "float.fromhex('zz')", "float('1e')", "(1.5).foo", "10 ** 400 + 1.0", "float(1, 2)"):
    try:
        print(wrong, eval(wrong))
    except (ZeroDivisionError, OverflowError, ValueError, TypeError, AttributeError) as e:
        print(wrong, type(e).__name__, e)
print(sum([0.1] * 10), max(1.5, 2), min(1, 0.5), abs(-1.5), 1.5 + True, -1.5, +1.5, 1e3 == 1000, bool(0.0), bool(nan), 3.0 .__class__.__name__, hash(1.5) == hash(1.5), hash(2.0) == hash(2), hash(inf), hash(-inf))
