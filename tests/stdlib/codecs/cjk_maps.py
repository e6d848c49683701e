# Every code point and every pair of bytes, in all East Asian encodings.
import zlib
from array import array

ENCODINGS = """big5 big5hkscs cp950 gb2312 gbk gb18030 hz euc_jp shift_jis cp932 euc_jis_2004 shift_jis_2004 euc_jisx0213
shift_jisx0213 iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr euc_kr cp949 johab""".split()



def characters(*ranges):
    """All of them, with a space between, so that none makes a pair with the next."""
    codes = array("I", [code for one in ranges for code in one])
    spaced = array("I", [32]) * (2 * len(codes))
    spaced[::2] = codes
    return spaced.tobytes().decode("utf-32")


def pairs(prefix, lead):
    """The byte with each second one, in lines of their own."""
    size = len(prefix) + 3
    row = bytearray((prefix + b"..\n") * 224)
    row[size - 3::size] = bytes([lead]) * 224
    row[size - 2::size] = TRAILS
    return bytes(row)


TRAILS = bytes(range(0x20, 256))
TEXT = characters(range(0xD800), range(0xE000, 0x10000), range(0x1F000, 0x1F400), range(0x20000, 0x2A700), range(0x2F800, 0x2FA20))
PREFIXES = {"hz": [b"~{"], "euc_jp": [b"\x8f"], "euc_jis_2004": [b"\x8f"], "euc_jisx0213": [b"\x8f"]}
ESCAPES = [b"\x1b$B", b"\x1b$A", b"\x1b$(C", b"\x1b$(D", b"\x1b$(O", b"\x1b$(P", b"\x1b$(Q", b"\x1b(J", b"\x1b(I", b"\x1b.A\x1bN", b"\x1b.F\x1bN",
           b"\x1b$)C\x0e"]


def checksum(text):
    return "%08x" % zlib.crc32(text.encode("utf-8"))


for encoding in ENCODINGS:
    encoded = TEXT.encode(encoding, "replace")
    is_stateful = encoding.startswith("iso2022") or encoding == "hz"
    decoded = []
    for prefix in [b""] + (ESCAPES if encoding.startswith("iso2022") else PREFIXES.get(encoding, [])):
        before, within = (prefix, b"") if is_stateful and not prefix.endswith(b"N") else (b"", prefix)
        for lead in range(0x20, 128 if is_stateful else 256):
            decoded.append((before + pairs(within, lead)).decode(encoding, "replace"))
    print(encoding, "%08x" % zlib.crc32(encoded), len(encoded), checksum("\n".join(decoded)))

# GB 18030 has all of Unicode
everything = array("I", range(0x110000)).tobytes().decode("utf-32", "surrogatepass").encode("utf-8", "ignore").decode()
encoded = everything.encode("gb18030")
print(len(everything), len(encoded), "%08x" % zlib.crc32(encoded), encoded.decode("gb18030") == everything)
