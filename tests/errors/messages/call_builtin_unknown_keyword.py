print("x", separator="")
