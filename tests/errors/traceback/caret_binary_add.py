first = 1
second = "two"
print(first + second * 2)
