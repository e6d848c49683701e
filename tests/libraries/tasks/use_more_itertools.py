# Debian: python3-more-itertools
import more_itertools as mi

print(list(mi.chunked(range(7), 3)), list(mi.windowed(range(5), 3)), mi.first([], "none"), list(mi.flatten([[1], [2, 3]])))
print(list(mi.interleave_longest([1, 2], "abc")), mi.one([5]), list(mi.split_at("a-b-c", lambda c: c == "-")), [list(g) for g in mi.divide(3, range(8))])
peek = mi.peekable(iter(range(3)))
print(peek.peek(), next(peek), list(peek), bool(peek), list(mi.unique_everseen("AbacA", key=str.lower)), list(mi.powerset([1, 2])), mi.ilen(x for x in "abc"))
print(list(mi.pairwise("abcd")), list(mi.partition(lambda n: n % 2, range(6))[1]), mi.nth_product(7, "ab", "cd", "ef"), list(mi.distinct_permutations([1, 0, 1])))
try:
    mi.one([1, 2])
except ValueError as error:
    print(error)
