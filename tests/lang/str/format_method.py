"""str.format: positions, names, attributes, indices, nesting, and its errors."""
print("{} {} {}".format(1, "a", None), "{1} {0} {1}".format("x", "y"), "{a} {b}".format(b=1, a=2), "{0} {k}".format(5, k=6))
print("{0[1]} {0[-1]} {d[key]} {c.real} {0[0].imag}".format([1, 2], d={"key": "v", "-1": 0}, c=5) if False else "{0[1]} {d[key]} {c.real} {0[0].imag}".format([1, 2], d={"key": "v"}, c=5))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>6}|{0:<4}|{0:^5}|".format("é"), "{:{}}|{:{w}.{p}f}|{:>{}}".format(1, 4, 2.5, "s", 3, w=7, p=2))
print("{{}} {{{}}} }}{{".format(1), "{:,} {:.3} {:%}".format(1234567, 2.0 / 3, 0.25), "{:>10}|{:<10}|{:^10}|{:*^9}".format("r", "l", "c", "m"))
print("{:d} {:5d} {:05d} {:+d} {: d} {:x} {:#o} {:b} {:c} {:n}".format(1, 2, 3, 4, 5, 255, 8, 5, 65, 1000))
print("{0}{1}{0}".format("ab", "cd"), "{}".format([1, (2,)]), "{:s}".format("s"), "".format(), "no fields".format(1, 2), "{a.b.c}".format(a=type("A", (), {"b": type("B", (), {"c": 9})})))
print("{0[key with space]} {0[1]}".format({"key with space": 1, 1: "int key"}), "{:}".format(3), "{!s}".format(4), "{0:{1}{2}}".format(7, ">", 4))
print("{a}".format_map({"a": 1, "unused": 2}), "%(a)s" % {"a": 1})


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {b}".format_map(Default(a=1)))
for template, args in (("{} {}", (1,)), ("{x}", ()), ("{0} {}", (1, 2)), ("{} {0}", (1, 2)), ("{", ()), ("}", ()), ("{0", (1,)), ("{!x}", (1,)), ("{0.a}", (1,)), ("{0[a]}", ([1],)), ("{0[5]}", ([1],)), ("{:d}", ("a",)), ("{!}", (1,)), ("{0!r", (1,)), ("{0[}", (1,)), ("{:{:{}}}", (1, 2, 3)), ("{5}", (1,)), ("{!rx}", (1,))):
    try:
        print(template.format(*args))
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as e:
        print(template, type(e).__name__, e)
