"""else on loops: it runs unless the loop was left by break."""


def find(items, wanted):
    for item in items:
        if item == wanted:
            result = "found"
            break
    else:
        result = "not found"
    return result


print(find([1, 2], 2), find([1, 2], 3), find([], 1))

n = 0
while n < 3:
    n += 1
    if n == 10:
        break
else:
    print("while ran out at", n)

while True:
    n += 1
    if n % 2:
        continue
    if n > 6:
        break
else:
    print("never")
print(n)

for i in range(3):
    for j in range(3):
        if j == 1:
            continue
        if i == 1:
            break
        print(i, j, end="; ")
    else:
        print("inner else", i)
print()
for i in []:
    pass
else:
    print("an empty loop has an else too")
try:
    print(undefined_i)
except NameError:
    print("no name")
for i in range(5):
    i *= 10
print(i)
for a, (b, *c) in [(1, (2, 3, 4)), (5, "xyz")]:
    print(a, b, c)
box = [0, 0]
for box[0] in range(3):
    for box[1] in "ab":
        pass
print(box)
items = [1, 2, 3]
for item in items:
    if len(items) < 6:
        items.append(item * 10)
print(items)
for item in items[:]:
    items.remove(item)
print(items)
while n: n -= 1
else: print("one line", n)
