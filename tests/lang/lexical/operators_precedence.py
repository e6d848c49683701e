"""Precedence and associativity of every operator."""
print(1 + 2 * 3 - 4 / 2, 2 ** 3 ** 2, -2 ** 2, 2 ** -1, (1 + 2) * 3, 7 // 2 * 2, 7 % 4 * 2, 10 - 3 - 2, 2 * 3 % 4, -7 // 2, -(7 // 2), +-+1, ~-1, - -1, not not 1)
print(1 << 2 + 1, 1 + 1 << 2, 5 & 3 | 8, 5 | 3 & 8, 6 ^ 3 & 1, 1 | 2 ^ 3, 16 >> 2 << 1, ~5 & 7, -1 & 0xF, 1 < 2 == True, (1 < 2) == True, 1 < 2 < 3 == 3, 3 > 2 > 1 != 0)
print(not 1 == 2, not 0 or 1, 0 or 1 and 0, 1 or 0 and 0, (1 or 0) and 0, not 1 and 0, not (1 and 0), 1 if 0 else 2 if 0 else 3, (1 if 0 else 2) if 1 else 3, 0 or "x" if 1 else "y", [1, 2][0] + 1, -[1, 2][1] ** 2)
print(1 in [1] == True, 1 in [1] is True, (1 in [1]) is True, 1 not in [2], None is not None, not None is None, 1 == 1 in [1], "a" + "b" * 2, "a" "b" * 2, 3 * -1, 3 - -1, 2 ** 2 ** 0)
f = lambda x, y=2: x + y if x else y
print(f(0), f(1), (lambda: 1)() + 1, (lambda *a: a)(*[1, 2]), [lambda: 1][0](), {"k": lambda v: v * 2}["k"](4), max(1, 2 if 0 else 3), *[1, 2] + [3], *[x for x in (1, 2) if x > 1 or 0])
x = y = 5
x, y = y + 1, x - 1
print(x, y, x == 6 and y == 4, (x, y) == (6, 4), x, *(y,), sep="/")
print([n for n in range(10) if n % 2 == 0 if n > 4], [n if n % 2 else -n for n in range(4)], sum(n for n in range(5)) + 1, dict(a=1)["a"] ** 2, "%d" % 3 + "x", "%d %d" % (1, 2) * 2, not "a" in "b", await_ if False else 0) if (await_ := 0) == 0 else None
