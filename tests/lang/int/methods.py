"""Conversions and methods of int."""
print((10).bit_length(), (0).bit_length(), (-256).bit_length(), (2 ** 100).bit_length(), (255).bit_count(), (-7).bit_count(), (2 ** 100 - 1).bit_count())
print((5).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (True).real, (5).__index__(), (-5).__abs__())
for n in (0, 1, 255, 65535, 2 ** 40):
    for order in ("big", "little"):
        print(n.to_bytes(8, order), int.from_bytes(n.to_bytes(8, order), order))
print((-2).to_bytes(3, "big", signed=True), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "little"), (0).to_bytes(0, "big"), int.from_bytes(b"", "big"), (5).to_bytes(), (2 ** 100).to_bytes(13, "little").hex())
print(int(), int(3.99), int(-3.99), int("42"), int("  -42\n"), int("+7"), int("1_000"), int("0x1f", 16), int("1f", 16), int("0b101", 0), int("0o17", 0), int("z", 36), int("-0b11", 0), int("0", 0), int("١٢"), int(True), int(b"12"), int("11", base=2), int(1e20), int("9" * 40), int("-" + "7" * 50, 8))
print(str(10 ** 50), repr(-2 ** 100), hex(-255), oct(8), bin(-5), hex(2 ** 100), oct(2 ** 70), bin(2 ** 66), f"{10 ** 25:,}", f"{2 ** 70:x}", str(3 ** 500))
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(5), round(5, 3), round(55, -1), round(45, -1), round(10 ** 30 + 5, -1), round(7, -5))
print(int.__doc__ is not None, isinstance(True, int), issubclass(bool, int), bool(0), bool(-1), bool(2 ** 100), bool([]), True == 1, str(True), repr(False), True is bool(5), [False, True][1 > 0])
for wrong in ('int("")', 'int("a")', 'int("1.5")', 'int("12", 2)', 'int("1", 1)', 'int("1", 37)', 'int(5, 10)', 'int([])', 'int(None)', 'int("1__0")', 'int("_1")', 'int("0x", 16)', 'int("08", 0)', 'int(float("nan"))', 'int(float("inf"))', '(256).to_bytes(1, "big")', '(-1).to_bytes(2, "big")', '(1).to_bytes(1, "middle")', '(1).to_bytes(-1, "big")', 'int("1", "a")', 'pow(2, -1, 4)', 'pow(2, 5, 0)', '1 << -1', '1 >> -1', '1 << 2 ** 100' if False else '0 ** -1', 'int("9" * 5000)', 'str(10 ** 5000)', 'int("- 1")', 'int("1 2")', 'int(b"x")', '5 % 0', '5 // 0', 'divmod(5, 0)', '10 ** 400 * 1.0', 'float(10 ** 400)'):
    try:
        print(wrong, eval(wrong))
    except (ValueError, TypeError, OverflowError, ZeroDivisionError) as e:
        print(wrong, type(e).__name__, str(e)[:150])
print(1 << 0, 0 << 2 ** 100, 5 >> 2 ** 100, -5 >> 2 ** 100, 1_000, 0xff, 0o17, 0b11, 0XAB, 10 ** 0)
