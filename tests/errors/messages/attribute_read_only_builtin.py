"abc".upper = 1
