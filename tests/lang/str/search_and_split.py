"""find, index, count, replace, split, partition, strip, startswith and their relatives."""
s = "the cat sat on the mat"
print(s.find("the"), s.find("the", 1), s.rfind("the"), s.find("dog"), s.find(""), s.find("", 100), s.find("t", -3), s.find("the", 1, 10))
print(s.index("cat"), s.rindex("at"), s.count("at"), s.count("the", 1), "aaaa".count("aa"), "abc".count(""), s.count("t", 3, 9))
print(s.replace("the", "a"), s.replace("t", "", 2), "abc".replace("", "-"), "aaa".replace("a", "b", 0), "abc".replace("", "-", 2), "aaa".replace("aa", "x"))
print(s.split(), s.split(" ", 2), s.rsplit(" ", 1), s.split("at"), "a,b,,c,".split(","), "".split(","), "".split(), "  a  b  ".split(), "  a  b  ".split(" "), " a b c ".split(None, 1), " a b c ".rsplit(None, 1))
print("a\nb\r\nc\rd\x0be\u2028f".splitlines(), "a\n\nb\n".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(keepends=True))
print(s.partition(" "), s.rpartition(" "), s.partition("dog"), s.rpartition("dog"))
print("  x ".strip(), "|" + "  x ".lstrip() + "|", "|" + " x  ".rstrip() + "|", "xxaxx".strip("x"), "abcba".strip("ab"), "mississippi".rstrip("ip"), "\u2003a\u00a0".strip(), "".strip())
print("TestHook".removeprefix("Test"), "TestHook".removesuffix("Hook"), "x".removeprefix("xyz"), "x".removesuffix(""))
print(s.startswith("the"), s.startswith("cat", 4), s.startswith(("a", "the")), s.endswith("mat"), s.endswith(("x", "at")), s.endswith("the", 0, 18), s.startswith(""), s.startswith("", 100), s.startswith(()))
print(",".join(["a"]), ",".join([]), ", ".join(x for x in "abc"), "".join(["a", "b"]), "é".join("ab"), "--".join({"k": 1}))
print("a-b_c".translate({45: "+", ord("_"): None, ord("a"): "AA"}), "hello".translate(str.maketrans("el", "ip")), "abc".translate(str.maketrans("a", "x", "c")), str.maketrans({"a": 1, 98: "z"}))
for wrong in ('"a".index("b")', '"a".rindex("b")', '"a".split("")', '"a".partition("")', '",".join([1])', '"a".find(1)', '"a".replace("a")', '"a".startswith(1)', '"a".startswith([1])', '"a".split(1)', '"a".strip(1)', 'str.maketrans("ab", "c")'):
    try:
        eval(wrong)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
