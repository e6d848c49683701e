fixed = (1, 2)
fixed[0] = 3
