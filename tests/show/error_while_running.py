# The tree is shown before the run; the exception is reported, and the code of what ran is shown all the same.
print('runs', 1 // 0)
