"""A MemoryError lives no longer than any other exception, nor does what its traceback holds; several are several, and a new one knows nothing of those before."""
import gc
import sys


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


def f(n):
    d = D(n)
    return [0] * (1 << 60)


for i in range(3):
    try:
        f(i)
    except MemoryError as e:
        print("caught", e.args, e.__context__, sys.getrefcount(e), gc.is_tracked(e))
    print("after")
kept = []
for i in range(3):
    try:
        f(i)
    except MemoryError as e:
        e.note = i
        kept.append(e)
print(len(set(map(id, kept))), [e.note for e in kept], [e.__traceback__.tb_next.tb_frame.f_locals['n'] for e in kept])
kept[1] = None
kept.clear()
try:
    f(7)
except MemoryError as e:
    print(hasattr(e, 'note'), e.args)


def cyc():
    try:
        f(9)
    except MemoryError as e:
        mine = e


gc.collect()
cyc(); print(gc.collect())
cyc(); print(gc.collect())
try:
    try:
        f(1)
    except MemoryError as e:
        f(2)
except MemoryError as e:
    print(repr(e.__context__), e.__context__ is not e)


class M(MemoryError):
    pass


try:
    raise M("x")
except MemoryError as m:
    print(m)
