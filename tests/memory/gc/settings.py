"""enable, disable, isenabled, thresholds, counts, is_tracked, freeze, get_objects, referrers and referents."""
import gc

print(gc.isenabled(), gc.get_threshold())
gc.disable()
print(gc.isenabled())
gc.enable()
gc.disable()
gc.set_threshold(500, 5, 5)
print(gc.get_threshold())
gc.set_threshold(300)
print(gc.get_threshold())
gc.set_threshold(700, 10, 10)
gc.collect()
before = gc.get_count()
kept = [[] for _ in range(50)]
after = gc.get_count()
print(len(before), after[0] - before[0] >= 50, before[1:] == after[1:])
gc.collect(0)
print(gc.get_count()[1] - after[1], gc.get_count()[0] < 50)
gc.collect(1)
print(gc.get_count()[1], gc.get_count()[2] >= 1)
gc.collect()
print(gc.get_count()[1:])
stats = gc.get_stats()
print(len(stats), sorted(stats[0]), [s["uncollectable"] for s in stats])
gc.collect()
print(gc.get_stats()[2]["collections"] - stats[2]["collections"], gc.get_stats()[0]["collections"] - stats[0]["collections"])
for thing in (1, 1.5, "a", None, (), (1, 2), [], {}, {"a": 1}, {"a": []}, set(), len, int, type("A", (), {}), type("B", (), {})(), lambda: 0, (i for i in [])):
    print(type(thing).__name__, gc.is_tracked(thing), end="; ")
print()
nested = ([],)
print(gc.is_tracked(nested), gc.get_debug(), gc.garbage, gc.callbacks)
inner = []
outer = [inner, inner, 5]
print(gc.get_referents(outer) == [5, inner, inner] or gc.get_referents(outer) == [inner, inner, 5], any(r is outer for r in gc.get_referrers(inner)))
marker = type("Marker", (), {})()
print(any(o is marker for o in gc.get_objects()), gc.is_finalized(marker))
for wrong in ("gc.collect(3)", "gc.collect(-1)", "gc.collect('a')", "gc.set_threshold()", "gc.set_threshold('a')", "gc.get_threshold(1)"):
    try:
        eval(wrong)
    except (ValueError, TypeError) as e:
        print(wrong, type(e).__name__, e)
