"""tracemalloc: Filter, DomainFilter and BaseFilter: their attributes, file name patterns, lines, all frames, domains, inclusive and exclusive ones together."""
import tracemalloc
from tracemalloc import BaseFilter, DomainFilter, Filter, Snapshot

one = Filter(True, "a.py")
print(one.inclusive, one.filename_pattern, one.lineno, one.all_frames, one.domain)
two = Filter(False, "lib/b.pyc", 7, True, 3)
print(two.inclusive, two.filename_pattern, two.lineno, two.all_frames, two.domain)
three = Filter(inclusive=1, filename_pattern="*", lineno=None, all_frames=False, domain=0)
print(three.inclusive, three.filename_pattern, three.domain, isinstance(three, BaseFilter))
four = DomainFilter(inclusive=False, domain=5)
print(four.inclusive, four.domain, isinstance(four, BaseFilter), BaseFilter(True).inclusive)
three.inclusive = False
three.lineno = 4
print(three.inclusive, three.lineno)

traces = [
    (0, 1, (("a.py", 1),), 1),
    (0, 2, (("a.py", 2), ("main.py", 10)), 2),
    (1, 4, (("b.py", 1), ("a.py", 2), ("main.py", 10)), 3),
    (2, 8, (("lib/c.pyc", 9), ("main.py", 11)), 2),
    (0, 16, (("<frozen importlib._bootstrap>", 241),), 1),
    (0, 32, (("<unknown>", 0),), 1),
]
snapshot = Snapshot(traces, 3)


def sizes(*filters):
    return [trace.size for trace in snapshot.filter_traces(filters).traces]


print(sizes())
print(sizes(Filter(True, "a.py")), sizes(Filter(False, "a.py")))
print(sizes(Filter(True, "a.py", 2)), sizes(Filter(False, "a.py", 2)))
print(sizes(Filter(True, "a.py", all_frames=True)), sizes(Filter(False, "a.py", all_frames=True)))
print(sizes(Filter(True, "main.py", 10, True)), sizes(Filter(False, "main.py", 10, True)))
print(sizes(Filter(True, "lib/c.py")), sizes(Filter(True, "lib/c.pyc")), sizes(Filter(True, "c.py")))
print(sizes(Filter(True, "*.py", domain=0)), sizes(Filter(False, "*.py", domain=0)), sizes(Filter(True, "*", domain=2)))
print(sizes(DomainFilter(True, 0)), sizes(DomainFilter(False, 0)), sizes(DomainFilter(True, 9)))
print(sizes(Filter(True, "a.py"), Filter(True, "b.py")), sizes(Filter(True, "*"), Filter(False, "a.py"), Filter(False, "<*>")))
print(sizes(DomainFilter(True, 0), Filter(False, "<unknown>")), sizes(DomainFilter(False, 0), Filter(True, "b.py")))
print(sizes(Filter(False, tracemalloc.__file__), Filter(False, "<frozen *>")))
print(snapshot.filter_traces([]).traces == snapshot.traces, snapshot.filter_traces([]) is snapshot, snapshot.filter_traces([]).traceback_limit)
print([t.size for t in snapshot.filter_traces((f for f in [Filter(True, "a.py")])).traces])

patterns = ["*", "?.py", "a*", "*.p?", "[ab].py", "[!a].py", "[a-b].py", "[b-a].py", "[]]", "[!]]", "[a", "a[", "**a**.py", "*/*", "lib/*", "<*>", "[<]*", "main.??", "", "A.PY", "a.py*",
            "*a*n*p*", "[!a-z]*", "[a-]*", "[-a]*", "[.]*", "*[!y]", "[!!]*", "*\\*"]
names = ["a.py", "b.py", "main.py", "lib/c.py", "<unknown>", "]", "a", "a[", "[a", "-x", "A.PY", ""]
for pattern in patterns:
    matching = [name for name in names if Snapshot([(0, 1, ((name, 1),), 1)], 1).filter_traces([Filter(True, pattern)]).traces]
    print(repr(pattern), matching)


class Big(BaseFilter):
    def _match(self, trace):
        return (trace[1] > 3) ^ (not self.inclusive)


print(sizes(Big(True)), sizes(Big(False)), sizes(Big(True), Filter(False, "b.py")))
for attempt in (lambda: sizes(BaseFilter(True)), lambda: snapshot.filter_traces(5), lambda: snapshot.filter_traces(None), lambda: snapshot.filter_traces([3]), lambda: setattr(four, "domain", 1),
                lambda: setattr(one, "filename_pattern", "x"), lambda: Filter(True), lambda: Filter(True, 5), lambda: DomainFilter(True)):
    try:
        print(attempt())
    except (NotImplementedError, TypeError, AttributeError) as problem:
        print(type(problem).__name__)

for one in (tracemalloc.Filter(True, "a*.py"), tracemalloc.Filter(False, "a*.py", 3), tracemalloc.Filter(True, "b.py", all_frames=True, domain=1)):
    print([one._match_frame(name, line) for name, line in (("a.py", 3), ("ab.pyc", 4), ("b.py", 3))],
          [one._match_traceback(frames) for frames in ((("a.py", 3), ("b.py", 1)), (("c.py", 3), ("b.py", 1)))],
          [one._match((domain, 5, (("a.py", 3), ("b.py", 1)), 2)) for domain in (0, 1)])
