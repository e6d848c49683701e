raise ValueError("two", 2)
