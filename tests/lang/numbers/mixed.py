"""Mixed arithmetic and comparison of bool, int, float and complex; conversions both ways."""
values = [True, 2, -3, 2.5, 10 ** 20, 1 + 1j]
for a in values:
    row = []
    for b in values:
        for op in ("+", "-", "*", "/", "//", "%", "**", "==", "<"):
            try:
                row.append(str(eval(f"a {op} b")) if op != "**" or abs(b) < 5 else "-")
            except TypeError as e:
                row.append("T")
            except (OverflowError, ZeroDivisionError) as e:
                row.append(type(e).__name__)
    print(a, " ".join(row))
print(1 == 1.0 == True == 1 + 0j, hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), {1, 1.0, True}, 2 ** 53 + 1 > float(2 ** 53), 0.1 < 1, 10 ** 25 == 1e25, int(1e25))
print(int(2.9), int(-2.9), int(1e18), float(7), complex(2), bool(0.1), int("7") + float("0.5"), str(7) + str(0.5), 7 // 2.0, 7 % 2.5, -7 // 2.0, 2 ** 0.5 == 2.0 ** 0.5, 4 ** 0.5, 8 ** (1 / 3), (-1) ** 0.5)
print(round(7 / 2), round(5 / 2), 7 // 2, -7 // 2, int(-7 / 2), divmod(-7, 2), divmod(-7.0, 2), divmod(7, -2.0), 1e308 + 1e308, 10 ** 18 * 1.5, 5 / 3, 2 / 3 * 3 == 2, 1 / 49 * 49 == 1)
print(sum([1, 2.5, True]), sum([0.1] * 3), max(1, 2.5, True), min(-0.0, 0.0), sorted([1, 0.5, True, -2, 10 ** 20, 1e19]), abs(-10 ** 20), abs(3 - 4j), -True, +False, ~False)
