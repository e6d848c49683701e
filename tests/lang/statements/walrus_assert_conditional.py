"""The walrus, assert, conditional expressions, chained comparisons, short circuits, pass and ellipsis."""
if (n := len("abc")) > 2:
    print(n)
data = iter([1, 2, 0, 3])
while value := next(data):
    print(value, end=" ")
print(value)
print((a := 1) + (a := 10), a)
print([y := 2, y ** 2], (lambda: (z := 3) + z)())


def f(x, y=(w := 5)):
    return x + y


print(f(w), f((v := 1)), v)
print("even" if 4 % 2 == 0 else "odd", 1 if 0 else 2 if 0 else 3)
print(1 < 2 < 3 > 0, 3 > 2 > 2, not 1 < 2, 1 < 2 and 2 < 1 or "or")
print(None or 0 or [] or "x", 1 and 2 and 3, 0 and 1 / 0, 1 or 1 / 0, not [] and not 0)
try:
    assert False, "message"
except AssertionError as e:
    print(repr(e))
try:
    assert (n == 4)
except AssertionError as e:
    print(repr(e), e.args)
assert True, 1 / 0
pass
...
print(..., Ellipsis is ..., type(...).__name__)
x = y = 5; x += 1; print(x, y)
x = (1,
     2
     ); print(x)
print("implicit " "concatenation " 'of' """ strings""", b"and" b"bytes")
long = 1 + \
    2
print(long, 0x1F, 0o17, 0b101, 1_000_000, 1e3, .5, 5., 1E-2, 3j, 0xdead_beef, 00)
print(-2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2, -7 // 2, 7 % -3, not True == False, 1 + 2 * 3 % 4 - 5, ~5 & 3 | 8 ^ 1, 1 << 2 + 1)
print(*[1, 2], *"ab", sep="|", end="!\n")
print(r"raw \n", "\x41\u0042\U00000043\103D\t|\\|\'|\"", "line \
continued", '''a
b''', b"\x00\xff\n", rb"\x", "\a\b\f\v\r".encode())
if True: print("one line"); print("two")
global_lambda = lambda *a, **k: (a, k)
print(global_lambda(1, x=2), (lambda: None)(), (lambda x: (lambda y: x + y))(1)(2))
