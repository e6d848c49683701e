print(sum(10 // n for n in (2, 1, 0)))
