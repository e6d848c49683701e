# int of any size, exact division and bit operations
n = 3 ** 200
print(n, n // 7 ** 50, n >> 100 & 0xFFFF, (-n) % 1000, n.bit_length(), pow(3, -1, 7))
