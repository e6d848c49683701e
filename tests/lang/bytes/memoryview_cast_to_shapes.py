# memoryview.cast() with a shape: what it must be, and one of one dimension.
m = memoryview(bytes(range(24)))
def t(*a, **k):
    try: r = m.cast(*a, **k); print(a, k, r.shape, r.strides, r.ndim, r.format, r.itemsize, r.nbytes, r.tolist(), r.c_contiguous, len(r))
    except Exception as e: print(a, k, type(e).__name__, e)
for f in ('B', 'b', 'H', 'i', 'q', 'd', 'c', '?', 'x', '<i', 'BB', '', 5, 'P', 'n', 'N', 'e', 'f', 'l', 'L', 'I', 'Q', 'h'): t(f)
for s in ((24,), [5, 5], [], [0], [-1, 24], 24, ['x'], [2.0, 12], [1] * 64 + [24], None, [1 << 62, 4], [1 << 70], [24]):
    t('B', s)
t('i', [2, 2]); t('i', [6]); t('H', [12]); t('d', [3]); t('B', shape=[24]); t(format='B', shape=[3, 12]); t('q', [0, 3]); t('i', [5])
