"""Nested calls, chained methods, calls of calls, keyword order, conflicts, very many arguments."""


def collect(*args, **kwargs):
    return args, kwargs


print(collect(collect(1), k=collect(x=2)), collect(*[1], 2, *[3], k=1, **{"l": 2}, m=3))
print(list(collect(b=1, a=2, c=3)[1]), collect(**{"with space": 1, "class": 2}))
many = collect(*range(300))
print(len(many[0]), sum(many[0]), len(collect(**{f"k{n}": n for n in range(300)})[1]))


def f(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z):
    return a + z + m


print(f(*range(26)), f(**{chr(97 + n): n for n in range(26)}))


class Builder:
    def __init__(self):
        self.parts = []

    def add(self, *parts, sep=""):
        self.parts.append(sep.join(parts))
        return self

    def __call__(self, *args):
        return self.add(*map(str, args))

    def __getitem__(self, key):
        return self.add(f"[{key}]")

    def __str__(self):
        return "".join(self.parts)


print(Builder().add("a").add("b", "c", sep="-")(1, 2)["k"][1:2](3).add("z"))


def curry(a):
    return lambda b: lambda c: (a, b, c)


print(curry(1)(2)(3), (lambda f: f(f))(lambda f: "self application"), (lambda n: (lambda f: f(f, n))(lambda f, n: 1 if n < 2 else n * f(f, n - 1)))(10))


def defaults_see(a, b=lambda: "default"):
    return b() + a


print(defaults_see("!"), defaults_see("?", b=lambda: "other"))
for wrong in ("f(1)", "f(*range(30))", "f(*range(26), z=1)", "collect(**{1: 2})", "collect(**[1])", "collect(*5)", "Builder().add(1)", "Builder(1)", "curry()(1)", "(lambda a, b: 0)(1)", "(lambda *, k: 0)()", "collect(1, **{'a': 1}, **{'a': 2})", "defaults_see()", "f(a=1, **{'a': 2})"):
    try:
        eval(wrong)
    except TypeError as e:
        print(wrong, "->", str(e)[:120])
