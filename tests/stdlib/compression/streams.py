# bz2 and lzma: whole and piece by piece, limits, ends, what is refused; files and archives over them.
import bz2
import copy
import io
import lzma
import pickle
import tarfile
import zipfile
import _lzma

data = b''.join(b'%d %d\n' % (i, i * i) for i in range(3000))


def show(name, make):
    try:
        print(name, repr(make()))
    except Exception as error:
        print(name, type(error).__name__, error)


def pieces(decompressor, packed, step, limit):
    out, turns = [], 0
    for at in range(0, len(packed), step):
        out.append(decompressor.decompress(packed[at:at + step], limit))
        while not decompressor.needs_input and not decompressor.eof:
            turns += 1
            out.append(decompressor.decompress(b'', max_length=limit))
        if decompressor.eof:
            break
    return b''.join(out) == data, all(len(o) <= limit for o in out) or limit < 0, turns > 0, decompressor.eof, decompressor.needs_input


for level in (1, 5, 9):
    packed = bz2.compress(data, level)
    print('bz2', level, len(packed), bz2.decompress(packed) == data)
for limit in (-1, 1000, 7):
    print(pieces(bz2.BZ2Decompressor(), bz2.compress(data[:]), 500, limit))
    print(pieces(lzma.LZMADecompressor(), lzma.compress(data), 500, limit))
c = bz2.BZ2Compressor()
print(bz2.decompress(b''.join([c.compress(data[i:i + 999]) for i in range(0, len(data), 999)] + [c.flush()])) == data)
show('flush', c.flush)
show('compress', lambda: c.compress(b''))
for level in (0, 10, '1'):
    show(level, lambda: bz2.BZ2Compressor(level))
show('str', lambda: bz2.BZ2Compressor().compress('x'))
d = bz2.BZ2Decompressor()
print(d.decompress(bz2.compress(b'whole') + b'rest'), d.eof, d.unused_data, d.needs_input)
show('after', lambda: d.decompress(b'x'))
d = bz2.BZ2Decompressor()
for _ in range(2):
    show('wrong', lambda: d.decompress(b'hellohello'))
print(d.needs_input, d.eof, bz2.decompress(bz2.compress(b'a') + bz2.compress(b'b')))
show('short', lambda: bz2.decompress(bz2.compress(data)[:-5]))
show('attribute', lambda: setattr(d, 'eof', True))
for thing in (bz2.BZ2Compressor(), bz2.BZ2Decompressor(), lzma.LZMACompressor(), lzma.LZMADecompressor()):
    show('pickle', lambda: pickle.dumps(thing))
    show('copy', lambda: copy.copy(thing))

delta = [{'id': lzma.FILTER_DELTA, 'dist': 4}, {'id': lzma.FILTER_LZMA2, 'preset': 3}]
raw = [{'id': lzma.FILTER_X86}, {'id': lzma.FILTER_LZMA2, 'preset': 1, 'dict_size': 1 << 16, 'lc': 2, 'lp': 1, 'pb': 1, 'mode': lzma.MODE_NORMAL, 'nice_len': 64,
                                 'mf': lzma.MF_BT4, 'depth': 4}]
for options in (dict(), dict(preset=0), dict(preset=9 | lzma.PRESET_EXTREME), dict(check=lzma.CHECK_NONE), dict(check=lzma.CHECK_SHA256), dict(format=lzma.FORMAT_ALONE),
                dict(filters=delta), dict(format=lzma.FORMAT_ALONE, filters=[{'id': lzma.FILTER_LZMA1}])):
    packed = lzma.compress(data, **options)
    d = lzma.LZMADecompressor()
    print(options, len(packed), d.check, d.decompress(packed) == data, d.check, d.eof)
packed = lzma.compress(data, format=lzma.FORMAT_RAW, filters=raw)
print(len(packed), lzma.decompress(packed, format=lzma.FORMAT_RAW, filters=raw) == data, lzma.decompress(packed, lzma.FORMAT_RAW, None, raw) == data)
for options in (dict(format=9), dict(preset=10), dict(preset=1, filters=[]), dict(filters=[]), dict(filters=3), dict(filters={}), dict(filters=[3]), dict(filters=[{}]),
                dict(filters=[{'id': 99}]), dict(filters=[{'id': 33, 'x': 1}]), dict(filters=[{'id': 33, 'preset': 10}]), dict(filters=[{'id': 33, 'lc': 5, 'lp': 5}]),
                dict(filters=[{'id': 3, 'dist': 0}]), dict(filters=[{'id': 3, 'dist': 'a'}]), dict(filters=[{'id': 4, 'x': 0}]), dict(check=7), dict(check=99), dict(format=2, check=1),
                dict(format=3), dict(format=3, check=1), dict(format=2, filters=[{'id': 33}]), dict(preset=-1), dict(preset=2 ** 40), dict(preset=2 ** 70), dict(preset='1'),
                dict(filters=[{'id': 33, 'dict_size': -1}]), dict(filters=[{'id': 33}] * 5), dict(filters=[{'id': 33, 'dict_size': 2 ** 40}]), dict(filters=[{'id': 'a'}])):
    show(options, lambda: lzma.LZMACompressor(**options) and 'made')
for options in (dict(format=9), dict(memlimit=-1), dict(memlimit='a'), dict(format=3), dict(format=3, memlimit=1), dict(filters=[]), dict(format=3, filters=[{'id': 33}])):
    show(options, lambda: lzma.LZMADecompressor(**options) and 'made')
d = lzma.LZMADecompressor()
print(d.check, d.eof, d.needs_input, d.unused_data, d.decompress(lzma.compress(b'a') + b'rest'), d.check, d.eof, d.unused_data)
show('after', lambda: d.decompress(b''))
for bad in (b'hello', lzma.compress(data)[:-3] + b'abc'):
    show('wrong', lambda: lzma.LZMADecompressor().decompress(bad) == data)
show('memory', lambda: lzma.LZMADecompressor(memlimit=1000).decompress(lzma.compress(b'x')))
show('short', lambda: lzma.decompress(lzma.compress(data)[:-5]))
c = lzma.LZMACompressor()
c.flush()
show('flush', c.flush)
show('compress', lambda: c.compress(b''))
for f in ({'id': lzma.FILTER_LZMA1}, {'id': 33}, {'id': 3, 'dist': 4}, {'id': 4}, {'id': 4, 'start_offset': 16}, {'id': 99}, 3, {}):
    show(f, lambda: _lzma._encode_filter_properties(f))
for i, p in ((lzma.FILTER_LZMA1, b']\x00\x00\x80\x00'), (33, b'\x16'), (3, b'\x03'), (4, b'\x10\x00\x00\x00'), (99, b''), (lzma.FILTER_LZMA1, b''), (-1, b''), (2 ** 64, b''),
             ('a', b''), (33, 'x')):
    show((i, p), lambda: _lzma._decode_filter_properties(i, p))
print([lzma.is_check_supported(i) for i in (0, 1, 4, 10, 7, 99, -1)])

for opener, name in ((bz2.open, 'bz2'), (lzma.open, 'xz')):
    file = io.BytesIO()
    with opener(file, 'wt') as out:
        for i in range(200):
            print('line', i, file=out)
    file.seek(0)
    with opener(file, 'rt') as lines:
        print(name, sum(len(line) for line in lines), lines.readline() == '')
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode='w:' + name) as archive:
        info = tarfile.TarInfo('a.txt')
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    file.seek(0)
    with tarfile.open(fileobj=file) as archive:
        print(archive.getnames(), archive.extractfile('a.txt').read() == data)
for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w', method) as archive:
        archive.writestr('a.txt', data)
    with zipfile.ZipFile(file) as archive:
        print(method, archive.read('a.txt') == data, archive.testzip())
