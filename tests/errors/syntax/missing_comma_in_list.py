colours = ["red" 5, "blue"]
