print("one", "two)
