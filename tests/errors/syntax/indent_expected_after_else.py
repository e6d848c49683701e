if 0:
    pass
else:
print(2)
