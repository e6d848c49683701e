"""tuple: construction, methods, comparison, immutability."""
print((), (1,), (1, 2), tuple(), tuple([1]), tuple("ab"), tuple(range(3)), 1, (1), (1,) + (2, 3), (0,) * 3, () == tuple())
t = (1, "a", None, (2, [3]))
print(t[0], t[-1], t[1:3], t[::-1], len(t), t.count(1), t.index("a"), "a" in t, t == (1, "a", None, (2, [3])))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (2,) > (1, 5), ("a", 1) < ("b", 0), (1, 2) == [1, 2], max((1, 5), (2, 0)))
t[3][1].append(4)
print(t, hash((1, 2)) == hash((1, 2)), {(1, 2): "key"}[1, 2], tuple(()) is tuple())
a = (1, 2)
print(tuple(a) is a, a[:] is a, a + () == a, (a, a), repr((1,)), repr(((),)), str(("x",)))
for wrong in ("(1, 2)[2]", "(1,).index(2)", "(1, 2) + [3]", "(1,) * 'a'", "hash(([],))", "(1,).__getitem__('a')", "tuple(5)", "(1,) < [1]", "tuple(1, 2)", "(1, 'a') < (1, 2)", "().count()"):
    try:
        eval(wrong)
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
for wrong in ("a[0] = 1", "del a[0]", "a.x = 1", "a[0:1] = (1,)"):
    try:
        exec(wrong)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
(x, y), *z = ((1, 2), 3, 4)
print(x, y, z, [i for i in (3, 1)], sorted((3, 1)), sum((1, 2)), list(zip((1, 2), (3, 4))), tuple(x * 2 for x in range(3)))
r = ([],)
r[0].append(r)
print(r)
r[0].clear()
