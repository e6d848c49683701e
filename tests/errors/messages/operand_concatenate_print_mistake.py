print("a") + "b"
