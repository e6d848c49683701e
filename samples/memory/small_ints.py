# Small ints. The whole numbers from -5 to 256 are made once, when Python starts, and shared by all who need them; any other number is a new object each time it is computed. It saves memory where
# numbers are counted by the million, and it is why `is` sometimes seems to work for numbers. It does not: compare with ==.
def same(number):
    """Is the number, computed twice, one object?"""
    one = int(str(number))
    two = int(str(number))
    return one is two


print({number: same(number) for number in (-6, -5, -1, 0, 1, 255, 256, 257, 1000)})
shared = [number for number in range(-300, 600) if same(number)]
print("shared: from", shared[0], "to", shared[-1])

many = [7] * 1000
print("a thousand sevens are", len(set(map(id, many))), "object")
counted = [n % 10 for n in range(1000)]
print("a thousand digits are", len(set(map(id, counted))), "objects")
large = [n % 10 + 1000 for n in range(1000)]
print("a thousand larger numbers are", len(set(map(id, large))), "objects")
one = int("1")
print("True equals 1, and is another object:", True == one, True is one)
