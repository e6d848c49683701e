"""The % operator."""
print("%s %d %i %u %f" % ("a", 1, 2, 3, 1.5), "%r %a" % ("é", "é"), "%%" % (), "100%% %s" % 1, "%c%c" % ("x", 65))
print("%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o" % (1, 2, 3, 4, 5, 255, 255, 255, 8, 8))
print("%e %E %g %G %.2f %10.3f|%-10.2f|%+.1f|%010.2f|%#.0f" % (1234.5, 1234.5, 1e10, 1e-10, 3.14159, 2.5, 2.5, 1, -3.14159, 3))
print("%s" % (1,), "%s" % [1, 2], "%s %s" % ("a", (1, 2)), "%10s|%-10s|%.2s|%5.1s|" % ("r", "l", "cut", "xyz"))
print("%(name)s is %(age)d, %(name)r" % {"name": "Ada", "age": 36}, "%(a)05.1f" % {"a": 2})
print("%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159), "%d" % 3.99, "%d" % True, "%x" % -255, "%.3d" % 5, "%ld %hd" % (1, 2), "%.10g" % 0.1, "%s" % None, "%d" % 10 ** 30)
print("%f %f %f %F" % (float("inf"), float("-inf"), float("nan"), float("inf")), "%g" % 1e16, "%g" % 123456789.0, "%.0e" % 5555.0, "%5s%%" % 99)
print(b"%s %d %x" % (b"bytes", 5, 255), b"%5.1f|%-4d|%c" % (2.25, 3, 65), b"%b %a" % (b"x", "é"))


class C:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __int__(self):
        return 5

    def __index__(self):
        return 7

    def __float__(self):
        return 2.5


print("%s %r %d %x %f" % (C(), C(), C(), C(), C()))
for template, values in (("%d", "a"), ("%s %s", 1), ("%s", (1, 2)), ("%(a)s", {}), ("%(a)s", 1), ("%y", 1), ("%", 1), ("%s%", 1), ("%c", "ab"), ("%c", -1), ("%x", 1.5), ("%f", "a"), ("%*d", (1.5, 2)), ("%d", None), ("abc", 1), ("%(a", {"a": 1}), ("%d", [1])):
    try:
        print(template % values)
    except (ValueError, TypeError, KeyError, OverflowError) as e:
        print(template, type(e).__name__, e)
print("abc" % [], "abc" % {}, "abc" % {"a": 1}, "abc" % ())
