"""Prime numbers: three sieves that must agree, Miller and Rabin's test, factors, twins, and gaps."""

from itertools import count, islice, takewhile


def sieve(limit):
    """Eratosthenes, with slices."""
    is_prime = [True] * (limit + 1)
    is_prime[0:2] = [False, False]
    for n in range(2, int(limit ** 0.5) + 1):
        if is_prime[n]:
            is_prime[n * n::n] = [False] * len(range(n * n, limit + 1, n))
    return [n for n, prime in enumerate(is_prime) if prime]


def bytes_sieve(limit):
    """The same on bytes that can be changed."""
    flags = bytearray([1]) * (limit + 1)
    flags[0] = flags[1] = 0
    for n in range(2, int(limit ** 0.5) + 1):
        if flags[n]:
            flags[n * n::n] = bytes(len(range(n * n, limit + 1, n)))
    return [n for n in range(limit + 1) if flags[n]]


def endless():
    """Without a limit: each composite remembers the primes that will cross out their next multiple."""
    crossed = {}
    for n in count(2):
        primes = crossed.pop(n, None)
        if primes is None:
            yield n
            crossed[n * n] = [n]
        else:
            for prime in primes:
                crossed.setdefault(n + prime, []).append(prime)


def is_prime(n):
    """Miller and Rabin; these bases are proof for every n below 3.3 * 10**24."""
    bases = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
    if n < 2:
        return False
    for base in bases:
        if n % base == 0:
            return n == base
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    for base in bases:
        power = pow(base, odd, n)
        if power in (1, n - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % n
            if power == n - 1:
                break
        else:
            return False
    return True


def factors(n):
    for candidate in endless():
        if candidate * candidate > n:
            break
        while n % candidate == 0:
            yield candidate
            n //= candidate
    if n > 1:
        yield n


LIMIT = 5000
primes = sieve(LIMIT)
print(len(primes), "primes up to", LIMIT, "- the last:", primes[-5:])
print("the sieves agree:", primes == bytes_sieve(LIMIT) == list(takewhile(lambda n: n <= LIMIT, endless())))
print("so does the test:", [n for n in range(1000) if is_prime(n)] == [n for n in primes if n < 1000])
print("the first 20:", *islice(endless(), 20))
twins = [(a, b) for a, b in zip(primes, primes[1:]) if b - a == 2]
print(len(twins), "pairs of twins, the last", twins[-1])
gap, after = max((b - a, -a) for a, b in zip(primes, primes[1:]))
print(f"the widest gap is {gap}, after {-after}")
for n in (360, 1001, 65536, 999999, 600851475143):
    print(n, "=", " * ".join(map(str, factors(n))))
print("Mersenne exponents:", [p for p in primes[:31] if is_prime(2 ** p - 1)])
print("the first prime after 10**20 is 10**20 +", next(k for k in count(1, 2) if is_prime(10 ** 20 + k)))
perfect = [2 ** (p - 1) * (2 ** p - 1) for p in (2, 3, 5, 7, 13) if is_prime(2 ** p - 1)]
print("perfect numbers:", perfect)
