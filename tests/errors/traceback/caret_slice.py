text = "abcdef"
print(text[1:3] + text["a":])
