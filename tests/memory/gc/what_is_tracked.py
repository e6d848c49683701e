"""gc.is_tracked: which objects the collector knows, and when it forgets tuples and dicts that can be part of no cycle."""
import gc
import sys

gc.disable()


class C:
    pass


class EmptySlots:
    __slots__ = ()


class OneSlot:
    __slots__ = ("a",)


class Dict(dict):
    pass


EXPRESSIONS = """(); {}; {1: 2}; {'a': 'b'}; {1: []}; {1: ()}; []; set(); frozenset(); 'a'; b''; 1; 1.5; 1j; None; True; C; C(); EmptySlots(); OneSlot()
len; print; lambda: 1; type; int; object(); gc; range(3); slice(1); iter([]); (x for x in []); {}.keys(); property(); bytearray(); memoryview(b'')
dict(a=1); dict([(1, 2)]); dict(a=[]); dict.fromkeys('abc'); {} | {1: 2}; {1: 2}.copy(); {1: []}.copy(); [*'abc']; tuple('abc'); tuple([1, 2])
C().__dict__; C.__dict__; Exception(); map(len, []); zip(); enumerate([]); reversed([]); iter(''); iter({}); iter(set()); [].append; C.__mro__
sys.exc_info(); Dict(); sys.flags; sys.version_info; type(sys)('m')"""
for text in EXPRESSIONS.replace("\n", "; ").split("; "):
    print(text, gc.is_tracked(eval(text)))

print("--- a dict is tracked when something that is tracked comes into it, and forgotten at a full collection")
d = {}
d[1] = 2
print(gc.is_tracked(d))
d["a"] = (1, 2)
print(gc.is_tracked(d))
d[2] = []
print(gc.is_tracked(d))
del d[2]
for generation in range(3):
    gc.collect(generation)
    print(generation, gc.is_tracked(d))
for d in ({1: {}}, {1: C()}, {1: 1.5, "s": None, 2: b"x", 3: len}, Dict()):
    before = gc.is_tracked(d)
    gc.collect()
    print(before, gc.is_tracked(d))

print("--- a tuple is forgotten at any collection")
a, b = 1, 2
plain = (a, b)
tuples = [plain, (a, []), (plain,), ((a, b), ((a, {}),)), (OneSlot(),), (EmptySlots(),), (C,), (plain, plain), ({},), ({1: 2},)]
print([gc.is_tracked(t) for t in tuples])
gc.collect(0)
print([gc.is_tracked(t) for t in tuples])
gc.collect()
print([gc.is_tracked(t) for t in tuples])
print(gc.is_tracked((plain,)), gc.is_tracked({1: plain}), gc.is_tracked({1: tuples[1]}))
