"a".replace(1, 2)
