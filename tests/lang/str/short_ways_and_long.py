"""What ASCII strings do by a short way, next to the same for others."""

samples = ["", "a", "Z", "azAZ", "@[`{", "Hello, World! 0123456789", "x" * 7, "X" * 8, "aB" * 40, "é", "ÀÉÎ straße", "日本語 abc", "\x00\x7f\x80ÿ", "ŉ ﬁ"]
for s in samples:
    print(ascii(s), ascii(s.upper()), ascii(s.lower()), ascii(s.casefold()), ascii(s.swapcase()), ascii(s.title()), ascii(s.capitalize()))
for c in range(128):
    s = chr(c) * 9
    assert s.upper() == "".join(chr(c - 32) if 97 <= c <= 122 else chr(c) for _ in range(9)), c
    assert s.lower() == "".join(chr(c + 32) if 65 <= c <= 90 else chr(c) for _ in range(9)), c

for s in samples:
    print([ascii(s[i]) for i in range(-len(s), len(s))][:12], s[0:1] == s[:1])
    for i in (len(s), -len(s) - 1, 10**20):
        try:
            print(ascii(s[i]))
        except IndexError as e:
            print(type(e).__name__, e)


def at(s, i):
    return s[i]


for s, i in (("abc", 0), ("abc", -1), ("abc", True), ("日本", 1), (["l"], 0), ({0: "d"}, 0), (("t",), -1), ("abc", 1)):
    print(at(s, i))
print(at("abc", 1) is at("xbz", 1), at("é", 0) is at("né", 1))
for s, i in (("abc", "x"), ("abc", 1.0), ("abc", None)):
    try:
        at(s, i)
    except TypeError as e:
        print(e)

print("a,b,,c,".split(","), ",".split(","), "".split(","), "abc".split(","), "a,b,c".split(",", 1), "a,b".split(",", 0))
print("aébéc".split("é"), "a日b日".split("日"), "日,本".split(","), "a--b--c".split("--"), "aaa".split("a"), "xaxax".rsplit("a", 1))

pieces = ["", "a", "bc", "é", "日", "\U0001f600"]
for separator in ("", ",", "é", "--", "日"):
    for take in (pieces[:3], pieces[:4], pieces, [], ["a"], ["", ""], [""]):
        print(ascii(separator.join(take)), end=" ")
    print()


class Text(str):
    def __str__(self):
        return "<" + str.__str__(self) + ">"

    def __format__(self, spec):
        return "[" + spec + "]"


t = Text("sub")
print("".join([t, "x"]), type("".join([t])) is str, f"{t}", f"{t:>5}", f"{t!s}", str(t), "%s" % t)
for broken in (["a", 1], ["a", b"b"], [None], "abc", ["a", Text("b")]):
    try:
        print(",".join(broken))
    except TypeError as e:
        print(e)

for n in (0, 9, 10, 99, 100, 12345678901234567890, -1, -10, -(2**63), 2**63 - 1, 2**64, True):
    print(str(n), f"{n}", f"{n}:{n:>5}", repr(n), "%d" % n)
text = "s"
number = 7
print(f"{text}{number}{text!r}{number:03}{1.5}{None}", f"{number}", f"{text}")
print("banana".replace("a", ""), "banana".replace("a", "oo", 2), "banana".replace("na", "NA"), "日a日".replace("日", "x"), "aaa".replace("", "-"))

grown = ""
for i in range(300):
    grown += "ab"
    if i % 100 == 0:
        kept = grown
        grown += "é" if i == 100 else ""
print(len(grown), grown.count("é"), len(kept), hash(grown) == hash("".join(grown)))
for x, y in ((7, 3), (-7, 3), (7, 2**33), (2**33, 7), (-(2**33), 7), (2**62, 10), (-1, 2**62), (0, 5), (2**32, 2**32 - 1), (2**32 - 1, 2**32)):
    print(x % y, x // y, divmod(x, y))
