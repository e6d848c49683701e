"""Indexing, slices, containment, comparison, concatenation, repetition, characters of every width."""
s = "Hello, wörld! 🐍 ñ"
print(len(s), s[0], s[-1], s[7:13], s[::-1], s[::3], s[14], s[100:], s[-3:-1], s[5:2], s[:-100])
print("wör" in s, "" in s, "xyz" in s, "🐍" in s, "l" * 3, 3 * "ab", "a" * 0, "a" * -1, "x" + "y")
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "é" > "z", "🐍" > "\uffff", max("hello"), min("hello"), sorted("hello"))
print([ord(c) for c in "aé€🐍"], chr(97), chr(0x1F40D), chr(0), "\x00" == chr(0), len("\0\0"))
print(str(1), str(1.5), str(None), str([1, "a"]), str("s"), str(b"x", "ascii"), str(b"\xc3\xa9", encoding="utf-8"), str())
for wrong in ('"abc"[5]', '"abc".__getitem__("a")', '"a" + 1', '"a" * 1.5', '"a" < 1', '1 in "a"'):
    try:
        eval(wrong)
    except (IndexError, TypeError) as e:
        print(type(e).__name__, e)
print("abc" == "abc", "abc" != "abd", "a" == 97, hash("a") == hash("a"), "abc".__len__())
for c in "añ🐍":
    print(c, end="|")
print(list("añ🐍"), tuple("ab"), [*"xyz"], dict.fromkeys("aba"), "".join(reversed("añ🐍")), "-".join("abc"))
print("a\tb\nc", 'single "double"', "it's", "\\", "multi" "part")
print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\t\r\\\x00\x7f"), repr("é€🐍"), repr("\xad\u200b\ud800"), ascii("é€🐍a"))
print("%s" % "ü", f"{'ü'!a}", ascii("\x80\u0100\U0010ffff"))
print("abc"[1:2] == "b", "abc"[slice(0, 2)], "abc".__getitem__(-1), "a" "b" == "ab", "a".__add__("b"), "ab".__mul__(2), "ab".__rmul__(2), "ab".__contains__("b"))
