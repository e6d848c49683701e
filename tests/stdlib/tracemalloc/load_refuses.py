"""tracemalloc: Snapshot.load refuses what is no snapshot, and never runs what a file names. (CPython unpickles: whatever the file says is done.)"""
import os
import tracemalloc
from tracemalloc import Snapshot

name = f"/tmp/tracemalloc_load_refuses_{os.getpid()}"
begin = b"\x80\x05"
snapshot = begin + b"\x8c\x0btracemalloc\x94\x8c\x08Snapshot\x93)\x81"
traces = b"\x8c\x06traceh\x00\x8c\x07_Traces\x93)\x81}\x8c\x07_traces"
files = {
    "empty": b"",
    "a text": b"hello",
    "the beginning alone": begin,
    "ends in a number": begin + b"K",
    "a number": begin + b"K\x05.",
    "names a function": begin + b"\x8c\x05posix\x8c\x06system\x93.",
    "an old way to name it": begin + b"cposix\nsystem\n.",
    "calls it": begin + b"\x8c\x05posix\x8c\x06system\x93\x8c\x02ls\x85R.",
    "another class of tracemalloc": begin + b"\x8c\x0btracemalloc\x8c\x06Filter\x93)\x81.",
    "no value": begin + b".",
    "no mark": begin + b"t.",
    "a value from before the mark": begin + b"K\x01(a.",
    "remembers nothing": begin + b"h\x00.",
    "text that is none": begin + b"\x8c\x01\xff.",
    "a text longer than the file": begin + b"X\xff\xff\xff\xffab",
    "an object without state": snapshot + b".",
    "state that is no dict": snapshot + b"]b.",
    "no traces": snapshot + b"}(\x8c\x06tracesN\x8c\x0ftraceback_limitK\x01ub.",
    "no limit": snapshot + b"}(\x8c\x06traces" + traces[8:] + b"]sbub.",
    "a trace that is a number": snapshot + b"}(\x8c\x06traces" + traces[7:] + b"](K\x01esb\x8c\x0ftraceback_limitK\x01ub.",
    "a trace without frames": snapshot + b"}(\x8c\x06traces" + traces[7:] + b"]((K\x00K\x01)K\x01tesb\x8c\x0ftraceback_limitK\x01ub.",
    "frames that are none": snapshot + b"}(\x8c\x06traces" + traces[7:] + b"]((K\x00K\x01K\x01\x85K\x01tesb\x8c\x0ftraceback_limitK\x01ub.",
    "a list in itself": begin + b"]\x94h\x00a.",
    "an object as an attribute": snapshot + b"}(\x8c\x06traces" + traces[7:] + b"]sb\x8c\x0ftraceback_limitK\x09\x8c\x01ah\x00\x8c\x08Snapshot\x93)\x81ub.",
    "an object in a tuple": snapshot + b"}(\x8c\x06traces" + traces[7:] + b"]sb\x8c\x0ftraceback_limitK\x09\x8c\x01aNh\x00\x8c\x08Snapshot\x93)\x81\x86ub.",
    "tuples of the same tuples, forty deep": snapshot + b"}(\x8c\x06traces" + traces[7:] + b"]sb\x8c\x0ftraceback_limitK\x09\x8c\x01aN" + b"".join(b"\x94h%c\x86" % n for n in range(1, 41)) + b"ub.",
    "no traces at all, but a snapshot": snapshot + b"}(\x8c\x06traces" + traces[7:] + b"]sb\x8c\x0ftraceback_limitK\x09ub.",
}
for what, data in files.items():
    with open(name, "wb") as file:
        file.write(data)
    try:
        print(what, "|", Snapshot.load(name).traceback_limit)
    except ValueError as problem:
        print(what, "|", str(problem).replace(name, "FILE"))
os.unlink(name)
for trace in ((0, 1, [("a.py", 1)], 1), (0, 1.5, (("a.py", 1),), 1), (object, 1, (("a.py", 1),), 1)):
    try:
        Snapshot([trace], 1).dump(name)
        print("written")
    except TypeError as problem:
        print(problem)
print(os.path.exists(name))
