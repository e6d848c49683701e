# Generators allow you to produce items one at a time, using memory efficiently.
def generate_numbers(n):
    for i in range(n):
        yield i

# Using the generator
for num in generate_numbers(10000):
    print(num)
    if num > 10:
        break
