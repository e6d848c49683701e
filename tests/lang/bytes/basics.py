"""bytes: literals, indexing, methods, conversions."""
b = b"hello \x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b[:3]), 104 in b, b"ell" in b, 300 in [300])
print(b + b"!", b"ab" * 2, b"a" < b"b", b"a" == "a", b"a" == bytearray(b"a"), hash(b"a") == hash(b"a"), bool(b""), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"copy"), bytes(range(3)), bytes())
print(repr(b"it's"), repr(b'a"b'), repr(b"\t\n\r\\\x7f"), str(b"x"), b"\x41\102\n", rb"\x41", b"a" b"b")
print(b"a,b,c".split(b","), b" a b ".split(), b"a\nb\r\n".splitlines(), b",".join([b"a", b"b"]), b"abc".find(b"c"), b"abc".find(98), b"aXbX".replace(b"X", b"--"), b"  x ".strip(), b"xxaxx".strip(b"x"), b"abc".index(b"b"), b"aaa".count(b"a"), b"a=b".partition(b"="))
print(b"Hello".upper(), b"Hello".lower(), b"hello world".title(), b"abc".capitalize(), b"aB".swapcase(), b"abc".startswith(b"ab"), b"abc".endswith((b"x", b"c")), b"5".zfill(3), b"a".center(5, b"*"), b"a".ljust(3) + b"|", b"12".isdigit(), b"ab".isalpha(), b" ".isspace(), b"a\tb".expandtabs(4))
print(b"\x01\xab".hex(), b"\x01\xab\xcd".hex(":"), b"abcdef".hex("-", 2), bytes.fromhex("01 ab FF"), b"abc".translate(bytes.maketrans(b"a", b"x")), b"abcabc".translate(None, b"b"), b"abc".removeprefix(b"a"), b"abc".removesuffix(b"bc"), b"abc".decode(), b"\xe9".decode("latin-1"))
print([x for x in b"ab"], sorted(b"cab"), max(b"az"), sum(b"ab"), tuple(b"ab"), int.from_bytes(b"\x01\x00", "big"), (256).to_bytes(2, "little"), int(b"12"), float(b"1.5"), b"%d" % 5)
for wrong in ('b"a"[5]', 'b"a" + "a"', 'bytes([256])', 'bytes("a")', 'b"abc".__getitem__("a")', 'b"a".join(["a"])', 'b"a".split("a")', 'bytes(-1)', 'bytes.fromhex("abc")', 'b"é"' if False else 'b"a".index(b"z")', 'bytes(1.5)', 'bytes([1.5])', 'b"a" < "a"', 'b"a".decode("ascii", 1)', '"a" in b"a"', 'b"a"[0] = 1' if False else 'b"a".find("a")'):
    try:
        eval(wrong)
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)
a = bytearray(b"abc")
a[0] = 120
a += b"d"
a.append(101)
a.extend(b"fg")
del a[1]
a[1:2] = b"--"
a.insert(0, 33)
print(a, a.pop(), len(a), bytes(a), a.copy() is a, a.upper(), a == bytes(a), a.find(b"-"))
a.reverse()
a.remove(45)
a *= 2
print(a, repr(bytearray()), bytearray(2), bytearray("é", "utf-8"))
a.clear()
print(a, bool(a))
