a = b = c = 1
d = 0
x = (a + b) * (c / d) - a
