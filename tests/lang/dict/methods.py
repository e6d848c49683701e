"""Every method of dict, order, views, and errors."""
d = {"a": 1, "b": 2}
d["c"] = 3
d["a"] = 10
print(d, len(d), d["a"], d.get("z"), d.get("z", 0), "a" in d, 1 in d, list(d), bool({}))
print(d.pop("b"), d.pop("b", "gone"), d.popitem(), d, d.setdefault("a", 5), d.setdefault("n", []), d)
d.update({"a": 1, "x": 2})
d.update([("y", 3)], z=4)
d.update(w=5)
print(d)
e = d.copy()
e["only e"] = 1
print("only e" in d, dict(d) == d, d == dict(reversed(list(d.items()))), d != {})
d.clear()
print(d, dict(), dict(a=1), dict([("k", "v")]), dict({"a": 1}, b=2), dict(zip("ab", range(2))), {**{"a": 1}, "b": 2, **{"a": 3}}, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0))
d = {"one": 1, "two": 2, "three": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "one" in k, 2 in v, ("two", 2) in i, ("two", 3) in i)
d["four"] = 4
del d["one"]
print(list(k), list(v), list(i), list(reversed(d)), list(reversed(i)))
print(sorted(k & {"two", "x"}), sorted(k | {"x"}), sorted(k - {"two"}), sorted(k ^ {"two", "x"}), k == {"two", "three", "four"}, k.isdisjoint({"x"}), i & {("two", 2)}, k >= {"two"})
print(d | {"two": 22, "five": 5}, {} | {})
d |= {"six": 6}
print(d, {1: "int", 1.0: "float", True: "bool"}, {"a": 1} == {"a": 1.0}, [*d], [*d.values()], max(d), sorted(d.items(), key=lambda kv: -kv[1]))
for wrong in ("{}['x']", "{}[1, 2]", "{}.pop('x')", "{}.popitem()", "{[]: 1}", "{}[{}]", "dict([1])", "dict(['abc'])", "dict(5)", "{} < {}", "{} + {}", "{}.update(5)", "{} | []", "dict.fromkeys(5)", "dict(1, 2)", "{}.get()", "{1: 2}.keys()[0]", "hash({})"):
    try:
        eval(wrong)
    except (KeyError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
for change in ("d[99] = 1", "del d['two']", "d.clear()"):
    d = {"two": 2, "three": 3}
    try:
        for key in d:
            exec(change)
    except RuntimeError as e:
        print(change, e)
d = {"two": 2, "three": 3}
for key in d:
    d[key] += 10
print(d)
r = {}
r["self"] = r
print(r)
r.clear()
print({k: v for k, v in zip("abc", range(3)) if v}, {x: {y: x * y for y in range(2)} for x in range(2)}, {(1, 2): [3]}, {None: 1, ...: 2}, str({"a": "b'c"}), {**dict(a=1)})
