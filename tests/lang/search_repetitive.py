# Patterns and texts that repeat themselves, of all widths of characters, forwards and backwards: each place found is compared with what slices say.
import random

random.seed(3)


def slow(text, part, from_right, start, stop):
    places = range(start, stop - len(part) + 1)
    return next((i for i in (reversed(places) if from_right else places) if text[i : i + len(part)] == part), -1)


def example(alphabet):
    length, unit = random.choice((10, 60, 300)), "".join(random.choices(alphabet, k=random.choice((1, 2, 3, 5, 8))))
    text = "".join(random.choices(alphabet, k=length)) if random.random() < 0.4 else (unit * length)[:length] + random.choice(alphabet) + unit * 9
    size, place = random.choice((1, 2, 5, 9, 40)), random.randrange(len(text))
    part = text[place : place + size] if random.random() < 0.5 else (unit * size)[:size]
    if random.random() < 0.3:
        part += random.choice(alphabet)
    if random.random() < 0.2:
        part = random.choice(alphabet) + part
    return text, part, random.choice((0, 0, 3)), len(text) - random.choice((0, 0, 2))


for alphabet in ("ab", "a\u0102\u0201", "a\U00010101", "\u0101\u0102\u0201", "ab\u0100"):
    found = 0
    for _ in range(300):
        text, part, start, stop = example(alphabet)
        first, last = slow(text, part, False, start, stop), slow(text, part, True, start, stop)
        assert text.find(part, start, stop) == first, (text, part)
        assert text.rfind(part, start, stop) == last, (text, part)
        assert text.rpartition(part)[0] == (text[: text.rfind(part)] if part in text else ""), (text, part)
        assert part.join(text.rsplit(part)) == text and part.join(text.rsplit(part, 2)) == text
        for wide in (text + "\u0100", text + "\U00010000"):  # a wider text than the pattern
            assert wide.find(part, start, stop) == first and wide.rfind(part, start, stop) == last
        if alphabet == "ab":
            text, part = text.encode(), bytearray(part.encode())
            assert text.find(part, start, stop) == first and text.rfind(part, start, stop) == last
            assert bytes(part).join(text.rsplit(part)) == text
        found += first >= 0
    print(ascii(alphabet), found)
long = "ab" * 400  # as wide as the text it would take more than is widened at once
for part in (long, "b" + long, long + "c", "c" + long):
    for text in (long * 3 + "\u0100", long * 3 + "c\U00010000" + long):
        print(text.find(part), text.rfind(part), [len(piece) for piece in text.split(part)], [len(piece) for piece in text.rsplit(part, 1)])
