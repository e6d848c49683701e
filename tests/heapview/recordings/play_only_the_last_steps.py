# Of a long run the last steps are kept.
total = 0
for i in range(20_000):
    total += i
print(total)
