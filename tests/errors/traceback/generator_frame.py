def numbers():
    yield 1
    yield 1 / 0


for number in numbers():
    print(number)
