args = 5
print(*args)
