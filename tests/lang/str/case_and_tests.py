"""Case conversion, the is… tests, padding and expanding."""
for text in ("hello World", "ÀÉÎ straße", "ǆ ﬁn", "123abc", "", "they're Bill's", "İI"):
    print([text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold()])
tests = ("isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle", "isidentifier", "isprintable", "isascii")
for text in ("abc", "ABC", "Abc", "a1", "123", "²", "½", "٣", " \t", "", "_x", "1x", "é", "a b", "\n", "Hello World", "Hello world", "class", "🐍"):
    print(repr(text), "".join("1" if getattr(text, name)() else "0" for name in tests))
print("a".center(5, "*"), "ab".center(5, "*"), "abc".ljust(5, "."), "abc".rjust(5), "abc".center(2), "é".rjust(3, "ñ"))
print("42".zfill(5), "-42".zfill(5), "+1".zfill(4), "".zfill(2), "abc".zfill(2), "--1".zfill(5))
print("a\tb".expandtabs(), "a\tb".expandtabs(4), "\t|".expandtabs(0), "ab\tc\n\td".expandtabs(3))
for wrong in ('"a".center(3, "xx")', '"a".ljust("x")', '"a".zfill()', '"a".upper(1)'):
    try:
        eval(wrong)
    except TypeError as e:
        print(e)
