print("no newline at the end", end="")
raise ValueError("after it")
