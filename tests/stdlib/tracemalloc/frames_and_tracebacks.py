"""tracemalloc: Frame, Traceback and Trace: what they say, order, equality, hashes, slices, what a sequence can do, format()."""
from tracemalloc import Frame, Snapshot, Trace, Traceback

a, b, c = Frame(("a.py", 1)), Frame(("a.py", 2)), Frame(("b.py", 1))
print(a, repr(a), a.filename, a.lineno)
print(a < b < c, a <= a, c > b, c >= c, a == Frame(("a.py", 1)), a != b, hash(a) == hash(Frame(("a.py", 1))), a == ("a.py", 1), sorted([c, b, a]), max(a, b, c))
for attempt in (lambda: a < 1, lambda: a >= "x", lambda: setattr(a, "lineno", 3), lambda: setattr(a, "other", 3), lambda: Traceback(()) < 3, lambda: Traceback(())[0], lambda: str(Traceback(())),
                lambda: Traceback((("x", 1),))["y"], lambda: Traceback((("x", 1),)).index(c), lambda: setattr(Traceback(()), "total_nframe", 4)):
    try:
        print(attempt())
    except (TypeError, AttributeError, IndexError, ValueError) as problem:
        print(type(problem).__name__, problem)

frames = (("deep.py", 3), ("middle.py", 2), ("top.py", 1))  # as _tracemalloc gives them: the most recent call first
traceback = Traceback(frames, 7)
print(traceback, len(traceback), traceback.total_nframe, Traceback(frames).total_nframe)
print(repr(traceback), repr(Traceback(frames)), repr(Traceback(())))
print(traceback[0], traceback[-1], traceback[:2], traceback[::-1], traceback[5:], list(traceback), list(reversed(traceback)))
print(Frame(("middle.py", 2)) in traceback, a in traceback, traceback.index(Frame(("middle.py", 2))), traceback.count(Frame(("top.py", 1))), traceback.count(a))
print(traceback == Traceback(frames, 99), traceback == Traceback(frames[:2]), traceback != Traceback(frames[:2]), traceback == frames, hash(traceback) == hash(Traceback(frames)))
print(Traceback((("a", 1),)) < Traceback((("a", 2),)), Traceback((("a", 1),)) <= Traceback((("a", 1),)), Traceback((("b", 1),)) > Traceback((("a", 2),)), Traceback((("b", 1),)) >= Traceback((("b", 2),)))
print(bool(traceback), bool(Traceback(())), Traceback(frames, total_nframe=3).total_nframe)

here = Traceback(((__file__, 4), ("nowhere.py", 12), (__file__, 1), (__file__, 10**6)), 4)
for options in ({}, {"limit": 2}, {"limit": -2}, {"limit": 0}, {"limit": 100}, {"limit": -100}, {"most_recent_first": True}, {"limit": 2, "most_recent_first": True}, {"limit": -1, "most_recent_first": True}):
    print(options, [line.replace(__file__, "FILE") for line in here.format(**options)])
print(len(here.format(1, True)))

trace = Trace((0, 1234, frames, 7))
print(trace, repr(trace))
print(trace.domain, trace.size, trace.traceback, trace.traceback.total_nframe)
print(trace == Trace((0, 1234, frames, 7)), trace == Trace((1, 1234, frames, 7)), trace != Trace((0, 1, frames, 7)), trace == 3, hash(trace) == hash(Trace((0, 1234, frames, 7))))
traces = Snapshot([(0, 1, frames, 3), (2, 10**7, frames[:1], 1)], 3).traces
print(traces, repr(traces), len(traces), traces[0], traces[-1].domain, traces[:1], Trace((0, 1, frames, 3)) in traces, trace in traces, [t.size for t in traces], traces == Snapshot([], 1).traces)
print(traces.index(Trace((2, 10**7, frames[:1], 1))), traces.count(trace), [t.size for t in reversed(traces)], traces == 5)
