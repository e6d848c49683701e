"""itertools: the endless ones, the ones that end with the shortest, and their arguments."""
from itertools import (accumulate, chain, compress, count, cycle, dropwhile, filterfalse, groupby, islice, pairwise, repeat, starmap, takewhile, tee, zip_longest)

print(list(islice(count(), 3)), list(islice(count(5, 3), 3)), list(islice(count(0.5, 0.25), 3)), list(islice(count(10, -4), 4)), count(3), repr(count(1, 2)))
print(list(islice(cycle("ab"), 5)), list(cycle([])), list(repeat("x", 3)), list(islice(repeat(1), 2)), repeat(5, 2), list(map(pow, range(4), repeat(2))))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 2], max)), list(accumulate("abc")), list(accumulate([], initial=5)), list(accumulate([1, 2], lambda a, b: a * 10 + b, initial=9)))
print(list(chain()), list(chain("ab", [1], (2,))), list(chain.from_iterable(["ab", "c"])), list(compress("abcd", [1, 0, True, ""])), list(compress("ab", [1])))
print(list(dropwhile(lambda n: n < 3, [1, 5, 2])), list(takewhile(lambda n: n < 3, [1, 5, 2])), list(filterfalse(lambda n: n % 2, range(6))), list(filterfalse(None, [0, 1, ""])), list(starmap(lambda a, b: a + b, [(1, 2), "ab"])))
print(list(islice("abcdefg", 2)), list(islice("abcdefg", 2, 4)), list(islice("abcdefg", 2, None)), list(islice("abcdefg", 0, None, 3)), list(islice("abc", 10)), list(islice("abc", None)), list(islice([], 1, 5, 2)))
print(list(pairwise("abcd")), list(pairwise("a")), list(zip_longest("ab", "xyz", [1])), list(zip_longest("a", "", fillvalue=0)), list(zip_longest()))
print([(k, list(g)) for k, g in groupby("aabbba")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], lambda n: n % 2)], [k for k, g in groupby("xxyz")])
a, b, c = tee([1, 2, 3], 3)
print(next(a), list(b), list(a), next(c), list(c), tee([], 0))
groups = groupby("aab")
first_key, first = next(groups)
second_key, second = next(groups)
print(first_key, second_key, list(first), list(second))
it = iter(range(10))
print(list(islice(it, 3)), next(it), list(islice(it, 1, 4)), list(it))
for wrong in ("count('a')", "islice([1], -1)", "islice([1], 0, 5, 0)", "islice([1], 'a')", "repeat()", "cycle(5)", "chain(5).__next__()", "next(accumulate([]))", "tee([1], -1)", "zip_longest(1)", "list(starmap(pow, [1]))", "compress([1])", "groupby()", "takewhile(1)", "list(zip_longest([1], fill=0))", "accumulate()"):
    try:
        print(wrong, eval(wrong))
    except (TypeError, ValueError, StopIteration) as e:
        print(wrong, type(e).__name__, e)
