a = 1
b = a and a.missing or 3
