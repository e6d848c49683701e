"""encode and decode, error handlers, surrogates."""
s = "aé€🐍"
for code in ("utf-8", "utf8", "UTF-8", "latin-1", "ascii", "utf-16-le", "utf-32-be"):
    try:
        encoded = s.encode(code)
        print(code, encoded, encoded.decode(code) == s)
    except UnicodeEncodeError as e:
        print(code, e, e.start, e.end, e.reason, e.encoding)
for handler in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace"):
    print(handler, s.encode("ascii", handler), s.encode("latin-1", errors=handler))
for data in (b"\xff", b"abc\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x90", b"a\x80b", b"\xc0\x80"):
    try:
        data.decode()
    except UnicodeDecodeError as e:
        print(e, e.object == data)
    print(data.decode("utf-8", "replace"), data.decode("utf-8", "ignore"), data.decode("utf-8", "backslashreplace"), data.decode("latin-1").encode("unicode_escape"))
try:
    "\ud800".encode()
except UnicodeEncodeError as e:
    print(e)
print("\ud800".encode("utf-8", "surrogatepass"), b"\xff".decode("utf-8", "surrogateescape") == "\udcff", "\udcff".encode("utf-8", "surrogateescape"))
for wrong in ('"a".encode("nope")', 'b"a".decode("nope")', '"é".encode("ascii", "nope")', 'str(b"a", "ascii", 1)', 'str("a", "ascii")'):
    try:
        eval(wrong)
    except (LookupError, TypeError) as e:
        print(type(e).__name__, e)
print(str(b"abc"), "é".encode() + b"x", bytes("é", "utf-8"), "é".encode("latin-1").decode("latin-1"))
