"""if/elif chains, flags and state machines: the shape of ordinary scripts."""


def classify(n):
    if n < 0:
        kind = "negative"
    elif n == 0:
        kind = "zero"
    elif n % 2 == 0 and n < 10:
        kind = "small even"
    elif n < 10:
        kind = "small odd"
    elif n in (42, 99):
        kind = "special"
    else:
        kind = "large"
    return kind


print([classify(n) for n in (-5, 0, 4, 7, 42, 99, 1000)])


def parse_csv(text):
    """A state machine over characters: quotes, doubled quotes, commas, line ends."""
    rows, row, field, state = [], [], "", "start"
    for c in text + "\n":
        if state in ("start", "plain"):
            if c == '"' and state == "start":
                state = "quoted"
            elif c == ",":
                row.append(field)
                field, state = "", "start"
            elif c == "\n":
                row.append(field)
                rows.append(row)
                row, field, state = [], "", "start"
            else:
                field += c
                state = "plain"
        elif state == "quoted":
            if c == '"':
                state = "quote in quoted"
            else:
                field += c
        elif state == "quote in quoted":
            if c == '"':
                field += c
                state = "quoted"
            else:
                state = "plain"
                if c == ",":
                    row.append(field)
                    field, state = "", "start"
                elif c == "\n":
                    row.append(field)
                    rows.append(row)
                    row, field, state = [], "", "start"
    return rows


print(parse_csv('a,b,c\n1,"two, three","say ""hi"""\n,,\n"multi\nline",x,'))


def fizz(n):
    return "FizzBuzz" if n % 15 == 0 else "Fizz" if n % 3 == 0 else "Buzz" if n % 5 == 0 else n


print(*map(fizz, range(1, 21)))


def collatz(n):
    steps = 0
    while n != 1:
        if n & 1:
            n = 3 * n + 1
        else:
            n >>= 1
        steps += 1
    return steps


print(max((collatz(n), n) for n in range(1, 300)))
width = 9
for row in list(range(1, width + 1, 2)) + list(range(width - 2, 0, -2)):
    print(("*" * row).center(width).rstrip())
low, high, guesses = 0, 1000, []
while low <= high:
    guess = (low + high) // 2
    guesses.append(guess)
    if guess < 777:
        low = guess + 1
    elif guess > 777:
        high = guess - 1
    else:
        break
print(guesses)
triangle = [[1]]
while len(triangle) < 8:
    last = triangle[-1]
    triangle.append([1] + [a + b for a, b in zip(last, last[1:])] + [1])
for row in triangle:
    print(" ".join(map(str, row)).center(22).rstrip())
