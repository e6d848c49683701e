range(3).index(9)
