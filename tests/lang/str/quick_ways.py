"""Texts of one byte a character take quick ways, in steps of sixteen: every length, place and neighbour must come out as by the slow ones."""
import sys

letters = "".join(map(chr, range(128)))
for length in (*range(0, 36), 100, 300):
    text = (letters * 4)[60 : 60 + length]
    if text.upper() != "".join(c.upper() for c in text) or text.lower() != "".join(c.lower() for c in text):
        print("case", length)
    if text.casefold() != text.lower() or text.swapcase() != "".join(c.lower() if c.isupper() else c.upper() for c in text):
        print("case", length)
print(letters.upper(), letters.lower(), sep="\n")
print("straße é".upper(), "ÀÉ ß".lower(), "Z".lower(), "[@`{".lower(), "[@`{".upper())

for length in (0, 1, 15, 16, 17, 300, 4079, 4080, 4081, 9000):
    for text, part in (("a" * length, "a"), ("ab" * length, "b"), ("ä" * length, "ä"), ("€a" * length, "a"), ("b" * length, "a")):
        found = [i for i, c in enumerate(text) if c == part]
        if text.count(part) != len(found) or text.count(part, 3, -2) != len([i for i in found if 3 <= i < len(text) - 2]):
            print("count", length, part)
        if text.count(part, 5, 2) or len(text.split(part)) != len(found) + 1 or part.join(text.split(part)) != text:
            print("split", length, part)
        for new in ("", "x", "xyz", "ü", "€", "a longer text than sixteen"):
            if text.replace(part, new) != new.join(text.split(part)):
                print("replace", length, part, new)
            if text.replace(part, new, 3) != new.join(text.split(part, 3)):
                print("replace", length, part, new, 3)
print("a,b,,c,".split(","), ",".split(","), "".split(","), "a,b,c".split(",", 1), "a,b,c".split(",", 0), "aüb,c".split(","), "ab".split("ü"))
print("a".split(",")[0] is "a".split(",")[0], "banana".replace("a", "o", 2), "banana".replace("an", "-"), "aaa".replace("a", ""), "abc".replace("", "-"))

for separator in ("", ",", ", ", "–", "a separator of more than sixteen"):
    for count in range(5):
        pieces = [letters[65 : 65 + n * 3] for n in range(count)]
        joined = ""
        for n, piece in enumerate(pieces):
            joined = joined + (separator if n else "") + piece
        if separator.join(pieces) != joined or separator.join(tuple(pieces)) != joined:
            print("join", separator, count)

# Digits go right into their str: each length, and what lies beside a power of ten.
for n in range(20):
    for value in (10**n - 1, 10**n, 10**n + 1, 2 ** min(n * 4, 63) - 1):
        for signed in (value, -value):
            digits, rest = "", value
            while rest:
                digits, rest = "0123456789"[rest % 10] + digits, rest // 10
            digits = ("-" if signed < 0 else "") + (digits or "0")
            if not str(signed) == digits == f"{signed}" == "%d" % signed == repr(signed):
                print("digits", signed, str(signed))
print(str(2**63 - 1), str(-(2**63)), f"{2**63}", str(True), f"{True}", f"{None}")


class Number(int):
    def __str__(self):
        return "a number"

    def __format__(self, specification):
        return f"<{specification}>"


class Text(str):
    def __str__(self):
        return "a text"


print(f"{Number(3)}", str(Number(3)), str(Text("x")), type(f"{Text('x')}").__name__, f"{Text('x')!s:>8}", f"{5:>4}{5!r}{'é'}{'€'}{''}")
print(f"{''}{''}" == "", f"{'a'}{''}" == "a", f"{'é'}{''}" == "é", len(f"{'é'}{'ab'}"), f"{1}{'€'}{2.5}")
x, t = 1000, "text"[:3]
print(f"{x}{sys.getrefcount(x) == sys.getrefcount(x)}", sys.getrefcount(t), f"{t}", sys.getrefcount(t))


def pick(text, index):
    return text[index]


for text in ("abc", "äöü", "a€", "\U0001f600x", "", [1, 2, 3], (4, 5, 6), {0: "zero"}, Text("sub"), "abc", b"bytes"):
    for index in (0, 1, -1, 2, -3, 3, -4, True, slice(1, 2), 2**70, 1.5, None):
        try:
            print(repr(pick(text, index)), end=" ")
        except (IndexError, KeyError, TypeError) as error:
            print(type(error).__name__, error, end="; ")
    print()
print(pick("abc", 1) is pick("xbz", 1), pick("ä", 0) is pick("ä", -1))

grown, again = "", ""
for i in range(300):
    grown += "ab"
    kept = grown
    grown += str(i)
    again = again + "ab" + str(i)
    if i % 50 == 0:
        grown += "é" * (i > 200)
        again += "é" * (i > 200)
print(grown == again, len(grown), kept == grown[: len(kept)], hash(grown) == hash(again))
