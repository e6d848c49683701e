items = [1, 2, 3]
index = 7
print(items[0] + items[index])
