# Numbers so long that Ouro multiplies, divides and converts them in pieces (in debug builds these are small). What holds of all numbers is checked, modulo small primes where it would take long otherwise.
import math
import random
import sys

sys.set_int_max_str_digits(0)
random.seed(3)
PRIMES = (2**61 - 1, 2**89 - 1)


def check(a_bits, b_bits):
    a, b = random.getrandbits(a_bits) | 1 << a_bits, random.getrandbits(b_bits) | 1 << b_bits
    product, square = a * b, a * a
    quotient, rest = divmod(a, b)
    for prime in PRIMES:
        assert product % prime == (a % prime) * (b % prime) % prime
        assert square % prime == pow(a % prime, 2, prime)
        assert (quotient % prime * (b % prime) + rest) % prime == a % prime
    assert 0 <= rest < b and square == a**2
    assert divmod(product + b // 3, b) == (a, b // 3)
    quotient, rest = divmod(-a, b)
    assert quotient * b + rest == -a and 0 <= rest < b


for scale in (1000, 6000, 60000):
    for a, b in ((1, 1), (2, 1), (1, 2), (3, 1), (5, 2), (2, 2), (4, 4), (7, 3), (20, 1), (1, 0.01), (3, 0.01), (5, 0.3), (4.2, 0.001), (2, 0.5)):
        check(int(a * scale), int(b * scale) + 1)
    for factor in (1, 2, 3, 5, 8):
        number = random.getrandbits(factor * scale)
        text = str(number)
        assert int(text) == number and str(-number) == "-" + text and int("-" + text) == -number
        assert str(10**factor**5) == "1" + "0" * factor**5 and str(10**factor**5 - 1) == "9" * factor**5
        assert int("z" * (scale // 10), 36) == 36 ** (scale // 10) - 1 and int("2" * scale, 3) == 3**scale - 1
        root = math.isqrt(number)
        assert root * root <= number < (root + 1) ** 2 and math.isqrt(root * root) == root and math.isqrt(root * root + 2 * root) == root
    modulus, base, exponent = random.getrandbits(scale) | 1, 10**50 + 7, random.getrandbits(60)
    assert pow(base, exponent, modulus) == pow(base, exponent // 2, modulus) * pow(base, exponent - exponent // 2, modulus) % modulus
base = 1 << 64
for limbs in (40, 80, 79, 81):  # a quotient whose every limb is as large as can be
    most, half = base ** (3 * limbs) - 1, base**limbs // 2
    assert divmod((base**limbs - 1) * most + base**limbs - 2, base**limbs - 1) == (most, base**limbs - 2)
    assert divmod(half * most + half - 1, half) == (most, half - 1)
print("all hold")
