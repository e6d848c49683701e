x = 5
print(x is 5, (1, 2)["a"] if x == 0 else "fine")
assert (x, "always true")
print("\d")
