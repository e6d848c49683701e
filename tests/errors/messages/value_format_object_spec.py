format([], "5")
