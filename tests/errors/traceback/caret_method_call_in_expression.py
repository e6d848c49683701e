words = ["a", "b"]
position = 1 + words.index("c") * 2
