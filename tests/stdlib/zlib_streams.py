"""zlib: in one go, piece by piece, checksums, and what is refused."""
import copy
import pickle
import sys
import zlib

DATA = b''.join(b'%d squared is %d\n' % (i, i * i) for i in range(3000))
packed = zlib.compress(DATA)


def tried(action, *args, **names):
    try:
        result = action(*args, **names)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
    return result if not isinstance(result, bytes) or len(result) < 60 else (len(result), zlib.crc32(result))


# in one go
for level in range(-1, 10):
    for wbits in 15, -15, 31, 9:
        for data in b'', b'a', DATA:
            result = zlib.compress(data, level, wbits=wbits)
            print(level, wbits, len(data), tried(bytes, result), zlib.decompress(result, wbits) == data, end='; ')
print()
for args in ((), ('a',), (b'', 10), (b'', -2), (b'a', 2**40), (b'a', 1.5), (bytearray(b'a'),), (memoryview(b'abc'),)):
    print(args[1:], tried(zlib.compress, *args))
print(tried(zlib.compress, b'a', wbits=5), tried(zlib.compress, data=b'a'))
for args in ((packed,), (packed[:-1],), (packed[:5],), (b'',), (b'abc',), (packed + b'z',), (packed, 15, 0), (packed, 15, -1), (packed, 15, 1), (packed, -15),
             (packed, 5), (packed, 15, 2**70), ('a',), (packed[:200] + b'\xff' * 5 + packed[205:],), (zlib.compress(b'x', wbits=31), 47)):
    print(len(args[0]), args[1:], tried(zlib.decompress, *args))

# piece by piece
for args in ((10,), (1, 9), (1, 8, 5), (1, 8, 15, 10), (1, 8, 15, 9, 10), (1, 8, 15, 9, 0, 5), ('a',), (2**40,)):
    print(args, tried(zlib.compressobj, *args))
packer = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_FILTERED)
parts = [packer.compress(DATA[i:i + 1000]) for i in range(0, 20000, 1000)]
print(tried(packer.compress, 'a'), tried(packer.flush, 99), packer.flush(0))
parts.append(packer.flush(zlib.Z_SYNC_FLUSH))
twins = packer.copy(), copy.copy(packer), copy.deepcopy(packer)
parts.append(packer.flush())
print(zlib.decompress(b''.join(parts)) == DATA[:20000], [twin.flush() == parts[-1] for twin in twins])
print(tried(packer.flush), tried(packer.compress, b'x'), tried(packer.copy), tried(pickle.dumps, packer))

unpacker = zlib.decompressobj()
got = [unpacker.decompress(packed[:100], 50), unpacker.unconsumed_tail == packed[100 - len(unpacker.unconsumed_tail):100]]
print(got, unpacker.eof, unpacker.unused_data)
twin = unpacker.copy()
rest = unpacker.decompress(unpacker.unconsumed_tail + packed[100:] + b'tail') + unpacker.flush()
print(got[0] + rest == DATA, unpacker.eof, unpacker.unused_data, unpacker.unconsumed_tail, tried(unpacker.decompress, b'more'), unpacker.unused_data)
print(got[0] + twin.decompress(twin.unconsumed_tail + packed[100:]) == DATA, twin.eof, twin.flush(), twin.flush(), tried(twin.copy))
print(tried(unpacker.flush, 0), tried(unpacker.flush, -1), tried(unpacker.decompress, b'', -1), tried(unpacker.decompress), tried(unpacker.decompress, b'', 'a'))
print(tried(setattr, unpacker, 'eof', 1), tried(setattr, unpacker, 'unused_data', 1), tried(pickle.dumps, unpacker))
print(tried(zlib.decompressobj().flush), tried(zlib.decompressobj().decompress, b'aaa'))
for args in ((5,), (15, 5), (b'a',), (-15, b'dict')):
    print(args, 'made' if not isinstance(result := tried(zlib.decompressobj, *args), str) else result)

words = bytearray(b'hello squared world')
with_words = zlib.compressobj(zdict=words)
text = with_words.compress(b'hello world squared') + with_words.flush()
print(text, zlib.decompressobj(zdict=words).decompress(text), tried(zlib.decompressobj().decompress, text), tried(zlib.decompressobj(zdict=b'wrong').decompress, text))
raw = zlib.compressobj(wbits=-15, zdict=words)
text = raw.compress(b'hello world') + raw.flush()
print(text, zlib.decompressobj(-15, zdict=words).decompress(text))

# checksums
for value in 0, 1, -1, 2**31, 2**40 + 1, -2**70 - 3, True:
    print(value, zlib.crc32(b'abc', value), zlib.adler32(b'abc', value))
print(zlib.crc32(DATA), zlib.adler32(DATA), zlib.crc32(b''), zlib.adler32(b''), tried(zlib.crc32, 'a'), tried(zlib.adler32, b'a', 1.5), tried(zlib.crc32))

print(sys.getsizeof(packer), tried(type(packer)), tried(type(unpacker)), zlib.error.__mro__)
print({name: getattr(zlib, name) for name in dir(zlib) if name[0] in 'DMZ' and 'VERSION' not in name})
