"""Under one PYTHONHASHSEED, texts hash as in CPython, and sets of them have the same order."""

import sys

print(sys.hash_info)
for value in ("", "a", "abc", "1234567", "12345678", "123456789", "äöü", "βγ", "🐍", "\0", "x" * 100, "aβ🐍"):
    print(ascii(value[:12]), hash(value))
for value in (b"", b"a", b"abc", b"12345678", bytes(range(40)), memoryview(b"abc")):
    print(hash(value))


class Text(str):
    pass


# A text of a subclass is the same key.
print(hash(Text("abc")) == hash("abc"), {"abc": 1}[Text("abc")], {Text("abc"): 2}["abc"], {b"abc": 3}[memoryview(b"abc")])

print({"hello", "world", "of", "sets", "and", "texts", "in", "an", "order"})
print(frozenset("the quick brown fox jumps over the lazy dog".split()))
print(set("abcdefghijklmnopqrstuvwxyz"))
words = {f"word{i}" for i in range(100)}
words -= {f"word{i}" for i in range(0, 100, 3)}
print(words)
print({"a", b"a", 1, 2.5, None is None, ("x", "y"), frozenset({"p", "q"})})
print(hash(("a", "b")), hash(frozenset({"a", "b"})))

# Long strings are made and grown in many ways: their length and kind stay right.
text = ""
for i in range(300):
    text += "aé"[i % 2] if i < 200 else "β"
print(len(text), ascii(text[198:202]), text.count("é"), hash(text) == hash("aé" * 100 + "β" * 100))
