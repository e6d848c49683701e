"".replace("a")
