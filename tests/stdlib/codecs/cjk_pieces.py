# East Asian text piece by piece: what waits, the state, streams.
import _codecs_jp
import _multibytecodec as multibyte
import codecs
import io


def tell(what, *args, **names):
    try:
        return ascii(what(*args, **names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


TEXTS = {
    "euc_jp": "a\u3042\uff71\u4e02b", "shift_jis": "a\u3042\uff71b", "gb18030": "a\u4e2d\u0e01\U00020000b", "hz": "a~\u4e2d\u56fdb\n",
    "iso2022_jp": "a\u3042\xa5b", "iso2022_kr": "a\uac00b", "big5hkscs": "\xca\u0304\xca\xcab\xca", "euc_jis_2004": "\u304b\u309a\u304b\u304b",
    "iso2022_jp_2004": "\u304b\xe6\u0300\u304b\u304b", "iso2022_jp_2": "\u3042\u4e2d\uac00", "euc_kr": "\uac00\uac02", "johab": "\uac00\u3131",
}
for encoding, text in TEXTS.items():
    encoder = codecs.getincrementalencoder(encoding)()
    pieces = []
    for c in text:
        pieces.append((encoder.encode(c), encoder.getstate()))
    pieces.append((encoder.encode("", True), encoder.getstate()))
    print(encoding, pieces, b"".join(piece for piece, state in pieces) == text.encode(encoding))
    decoder = codecs.getincrementaldecoder(encoding)()
    pieces = []
    for byte in text.encode(encoding):
        got = decoder.decode(bytes([byte]))
        state = decoder.getstate()
        other = codecs.getincrementaldecoder(encoding)()
        other.setstate(state)
        assert other.getstate() == state
        decoder = other
        pieces.append((got, state))
    print(ascii(pieces), ascii(decoder.decode(b"", final=True)))
    data = io.BytesIO()
    writer = codecs.getwriter(encoding)(data)
    writer.write(text[:1])
    writer.writelines([text[1:3], text[3:]])
    writer.reset()
    print(data.getvalue())
    for size in (1, 2, 3, None):
        reader = codecs.getreader(encoding)(io.BytesIO((text + "\n" + text).encode(encoding)))
        print(ascii([reader.read(size), reader.readline(), reader.read(0), reader.readlines()]), end=" ")
    print()
    if encoding.startswith("iso2022"):
        continue  # CPython loses the state, and crashes
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    file.write(text + "\n")
    place = file.tell()
    file.write(text)
    file.seek(place)
    print(file.read() == text, place)

codec = _codecs_jp.getcodec("euc_jp")


class Encoder(multibyte.MultibyteIncrementalEncoder):
    codec = codec


class Decoder(multibyte.MultibyteIncrementalDecoder):
    codec = codec


class Reader(multibyte.MultibyteStreamReader):
    codec = codec


class Writer(multibyte.MultibyteStreamWriter):
    codec = codec


class Wrong(multibyte.MultibyteIncrementalEncoder):
    codec = 3


class Odd:
    def __str__(self):
        return "\u3042"


print(type(codec), tell(type(codec)), tell(_codecs_jp.getcodec, 3), tell(_codecs_jp.getcodec, "x"), tell(_codecs_jp.getcodec, "big5"))
print(tell(codec.encode, Odd()), tell(codec.encode, 3), tell(codec.encode, "a", 3), tell(codec.decode, "a"), tell(codec.decode, b"\xa4\xa2", None))
print(tell(codec.encode, "a", errors="nope"), tell(codec.encode, "\u0e01", errors="nope"), tell(codec.decode, memoryview(b"ab")))
print(tell(Wrong), tell(Encoder, 3), tell(multibyte.MultibyteIncrementalEncoder), tell(Reader, None, 3), tell(multibyte.__create_codec, codec))
encoder, decoder = Encoder("replace"), Decoder(errors="ignore")
print(encoder.errors, decoder.errors, tell(encoder.encode, "\u0e01"), tell(decoder.decode, b"\xff\xa4", True), tell(decoder.getstate))
for state in (3, "a", -1, 1 << 200, 9, 1 << 70, True):
    print(state, tell(encoder.setstate, state), tell(encoder.getstate), tell(decoder.setstate, (b"\xa4", state)), tell(decoder.getstate))
for state in (3, (1, 2), (b"123456789", 0), (b"", 0, 0), (bytearray(b"1"), 0)):
    print(tell(decoder.setstate, state))
for object in (encoder, decoder, Reader(None), Writer(None)):
    print(tell(delattr, object, "errors"), tell(setattr, object, "errors", 3), tell(setattr, object, "errors", "strict"), object.errors,
          tell(setattr, object, "stream", 3), object.reset())
print(tell(Reader(None).read), tell(Reader(io.StringIO("a")).read), tell(Reader(io.BytesIO(b"a")).read, "x"), tell(Reader(io.BytesIO(b"a\xa4")).read))
decoder = Decoder()
for pieces in ((b"a\xa4", b"\xff", b"b"), (b"\xa4", b"", None), (b"\x8f\xa2", b"\xff\xff", b"\xa4\xa2")):
    for piece in pieces:  # what waited, after a failure: lost, but for half a character at the end
        print(tell(decoder.decode, piece or b"", piece is None), decoder.getstate(), end=" ")
    print()
print(tell(Writer(None).write, "a"), tell(Writer(None).writelines, 3), tell(Writer(io.BytesIO()).writelines, [1, "\u0e01"]))
