# What the East Asian encodings do about mistakes: how many bytes are wrong, and what the handlers make of it.
import codecs

SAMPLES = {
    "euc_jp": [b"a\xa4", b"a\xff", b"\x80b", b"\x8f\xa2", b"\x8f\xa1\xa1x", b"\x8e\x41", b"\xa4\xa2\xa4\x41\xa4\xa4"],
    "shift_jis": [b"\x82", b"\x82\x30", b"\x85\x40", b"\xfd", b"\xeb\x41"],
    "cp932": [b"\x82\x7f", b"\xff\xa0\x80", b"\xef"],
    "euc_jisx0213": [b"\xae\xa1", b"\xfd\xbb", b"\x8f\xfd\xbb"],
    "gb18030": [b"\x81", b"\x81\x30", b"\x81\x30\x81", b"\x81\x30\x81\x3a", b"\x84\x31\xa5\x30", b"\xe3\x32\x9a\x36", b"\xff\xff", b"\x81\x7f"],
    "hz": [b"~", b"~{", b"~{!", b"~x", b"a~\nb", b"~{~\n", b"~{VP~}~~", b"~{V\x80", b"\x80"],
    "euc_kr": [b"\xa4\xd4", b"\xa4\xd4\xa4\xa1\xa4\xbf\xa4\xd4", b"\xa4\xd4\xa4\xa1\xa4\xbf\xa4\xd5", b"\xa4\xd4\xa4\xa1\xa1\xa1\xa4\xd4", b"\xc8\x41"],
    "johab": [b"\x84\x41", b"\x88\x44", b"\xda\xa1", b"\xdf\x31"],
    "big5hkscs": [b"\x88\x62\x88\x66\x88", b"\x81\x40", b"\x87\x7a"],
    "iso2022_jp": [b"\x1b", b"\x1b$", b"\x1b$B", b"\x1b$B!", b"\x1b$B!!\n!!\x1b(Ba", b"\x1b$Z!!", b"\x1b[31mred", b"\x0e", b"\x80", b"\x1b$(C!!",
                   b"\x1b&@\x1b$B0!\x1b(B", b"\x1b$B\x7f\x7f", b"\x1b(" + b"1" * 20],
    "iso2022_jp_2": [b"\x1b.A\x1bNi", b"\x1b.F\x1bNa\x1bNz\x1bN\xe1", b"\x1bNa", b"\x1b.A\x1bN", b"\x1b.B\x1bNa", b"\x1b.Z"],
    "iso2022_kr": [b"\x1b$)C\x0e0!0\x0f", b"\x0e0!", b"\x0e\n0!", b"\x1b$)C\x0e0!\n0!"],
}


def tell(what, *args):
    try:
        return ascii(what(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for encoding, samples in SAMPLES.items():
    for sample in samples:
        print(encoding, sample, *[tell(sample.decode, encoding, how) for how in ("strict", "replace", "ignore", "backslashreplace", "surrogateescape")])

for encoding in ("euc_jp", "euc_jis_2004", "iso2022_jp", "iso2022_kr", "hz", "shift_jis_2004", "big5hkscs", "gb18030", "cp949"):
    for text in ("a\u0e01\u3042", "\u3042\u0e01\u3042", "\ud800", "\xca", "\xca\u0304", "\u304b\u309a\u304b", "\u9b1c", "\xe6\0\u3048"):
        how = ("strict", "replace", "ignore", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape")
        print(encoding, ascii(text), *[tell(text.encode, encoding, one) for one in how])

# handlers of one's own: text in its turn, bytes as they are, any position
answers = [("\u3042", 1), (b"\xff\xff", 1), ("\u0e01", 1), (None, 1), ("x", "y"), ("x", 5), ("x", -9), ("", -1), ("x", 2**70), 3, ("a", 1, 2)]
for answer in answers:
    codecs.register_error("test.answer", lambda error: answer)
    print(answer, "|", tell("\u0e01!".encode, "euc_jp", "test.answer"), "|", tell("\u0e01!".encode, "iso2022_jp", "test.answer"), "|",
          tell(b"\xff!".decode, "euc_jp", "test.answer"))

seen = []


def watch(error):
    seen.append((id(error), error.encoding, error.start, error.end, error.reason, error.object))
    return "<>", error.end


codecs.register_error("test.watch", watch)
print("a\u0e01b\u0e02\u3042".encode("shift_jis", "test.watch"), b"\x82\xa0\xff\x82\x30\x82".decode("shift_jis", "test.watch"))
print([entry[1:] for entry in seen], len({entry[0] for entry in seen[:2]}), len({entry[0] for entry in seen[2:]}))


def fail(error):
    raise KeyError("no")


codecs.register_error("test.fail", fail)
print(tell("\u0e01".encode, "big5", "test.fail"), tell(b"\xff".decode, "big5", "test.fail"), tell("\u0e01".encode, "big5", "test.unknown"))
