"""Numbers of any size: Roman numerals, factorials, Fibonacci, digits of pi and e, square roots, and a toy RSA."""

from math import comb, factorial, gcd, isqrt

NUMERALS = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]


def to_roman(number):
    parts = []
    for value, letters in NUMERALS:
        times, number = divmod(number, value)
        parts.append(letters * times)
    return "".join(parts)


def from_roman(text):
    values = {letters: value for value, letters in NUMERALS if len(letters) == 1}
    numbers = [values[letter] for letter in text]
    return sum(-n if n < following else n for n, following in zip(numbers, numbers[1:] + [0]))


def fibonacci(n):
    """By doubling: F(2k) and F(2k+1) from F(k) and F(k+1)."""
    if n == 0:
        return 0, 1
    a, b = fibonacci(n // 2)
    c, d = a * (2 * b - a), a * a + b * b
    return (d, c + d) if n % 2 else (c, d)


def digits_of_pi(count):
    """Gibbons' spigot: each digit falls out when it can no longer change."""
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while count:
        if 4 * q + r - t < n * t:
            yield n
            count -= 1
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


def digits_of_e(count):
    """The series 1/k! with integers scaled by a power of ten."""
    scale = 10 ** (count + 5)
    total = term = scale
    k = 1
    while term:
        term //= k
        total += term
        k += 1
    return str(total)[:count]


def inverse(a, modulus):
    """Euclid's algorithm, keeping track of how a is used."""
    old, new, old_factor, new_factor = a, modulus, 1, 0
    while new:
        quotient = old // new
        old, new = new, old - quotient * new
        old_factor, new_factor = new_factor, old_factor - quotient * new_factor
    return old_factor % modulus


for year in (1, 4, 9, 14, 40, 90, 400, 1066, 1987, 2024, 3999):
    roman = to_roman(year)
    assert from_roman(roman) == year
    print(f"{year}={roman}", end=" ")
print()
print("all round trips:", all(from_roman(to_roman(n)) == n for n in range(1, 700)))

for n in (20, 50):
    print(f"{n}! =", factorial(n))
big = factorial(300)
print(f"300! has {len(str(big))} digits, ends in {len(str(big)) - len(str(big).rstrip('0'))} zeros, digit sum {sum(map(int, str(big)))}")
f1000, _ = fibonacci(1000)
print("fibonacci(1000) =", f1000)
a, b = 0, 1
for _ in range(1000):
    a, b = b, a + b
print("the slow way agrees:", a == f1000, f1000.bit_length(), "bits")

print("pi:", "".join(map(str, digits_of_pi(60))))
print("e: ", digits_of_e(60))
root = isqrt(2 * 10 ** 100)
print("sqrt 2:", root, root * root <= 2 * 10 ** 100 < (root + 1) ** 2)
print("2**200 =", 2 ** 200, "=", hex(2 ** 200))
print("comb(100, 50) =", comb(100, 50), "gcd:", gcd(factorial(20), 2 ** 30 * 3 ** 5))

p, q = 2 ** 89 - 1, 2 ** 107 - 1
modulus, public = p * q, 65537
private = inverse(public, (p - 1) * (q - 1))
message = int.from_bytes("the tail".encode(), "big")
secret = pow(message, public, modulus)
back = pow(secret, private, modulus)
print("secret:", secret)
print("back:", back.to_bytes((back.bit_length() + 7) // 8, "big").decode())
print("negative:", -7 // 2, -7 % 3, divmod(-10 ** 20, 7), -1 >> 5, (-5) ** 3, ~10 ** 18 & 0xFF)
